using System.Text;

namespace MicroExpressions;

/// <summary>Writes files that are there whole or not at all, whatever happens on the way.</summary>
internal static class WholeFile
{
    /// <summary>Writes UTF-8 text beside the path and moves it there when it is complete; an earlier file is replaced.</summary>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        string unfinished = path + ".part";
        try
        {
            using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            {
                writer.NewLine = "\n";
                write(writer);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
