using MicroExpressions.Notebooks;
using MicroExpressions.Training;
using Microsoft.Win32.SafeHandles;

// MicroExpressions.Notebooks.dll [NOTEBOOK]: a C# session as a process. Without a notebook's file it belongs to the working folder.
AllCores.Use();
Stream input = Console.OpenStandardInput();
// outside Windows a write to the console's own stream waits for whoever prints, and a cell that prints waits for the answers' writer: not that stream
using Stream output = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
Console.SetIn(TextReader.Null); // a cell that reads the console would read requests
Console.SetOut(Console.Error); // and what is printed between cells is no answer
NotebookSession session = args.Length > 0 ? new NotebookSession(args[0]) : NotebookSession.InFolder(Directory.GetCurrentDirectory());
KernelLoop.Run(session, input, output);
