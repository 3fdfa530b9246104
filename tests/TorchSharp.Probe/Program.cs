using TorchSharp.Probe;

return args switch
{
    ["race", string rounds, string seconds] => FinaliserRace.Run(int.Parse(rounds), TimeSpan.FromSeconds(int.Parse(seconds))),
    ["compile", string tokens] => CompiledMethods.Check(File.ReadLines(tokens).Select(int.Parse)),
    ["libraries"] => LoadedLibraries.Print(),
    ["load", string library] => LoadedLibraries.Load(library),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: torch-probe race ROUNDS SECONDS | compile FILE_OF_METHOD_TOKENS | libraries | load FILE");
    return 2;
}
