using MicroExpressions.Notebooks;
using MicroExpressions.Training;

// MicroExpressions.Notebooks.dll [NOTEBOOK]: a C# session as a process. Without a notebook's file it belongs to the working folder.
AllCores.Use();
Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
Console.SetIn(TextReader.Null); // a cell that reads the console would read requests
Console.SetOut(Console.Error); // and what is printed between cells is no answer
NotebookSession session = args.Length > 0 ? new NotebookSession(args[0]) : NotebookSession.InFolder(Directory.GetCurrentDirectory());
KernelLoop.Run(session, input, output);
