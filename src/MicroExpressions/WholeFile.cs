using System.Text;

namespace MicroExpressions;

/// <summary>A file that is there whole or not at all: written beside its place under another name, then renamed.</summary>
public static class WholeFile
{
    /// <summary>What the name ends with while the file is being written.</summary>
    public const string Unfinished = ".unfinished";

    /// <summary>Writes a file. If that fails, what stood there before still does.</summary>
    /// <param name="path">the file; its folder is made if it is not there</param>
    /// <param name="write">writes the content</param>
    /// <exception cref="InputException">the file cannot be written: no permission, no room</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string unfinished = path + Unfinished;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            try
            {
                using (FileStream stream = File.Create(unfinished))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);   // before the new name can point to it
                }
                File.Move(unfinished, path, overwrite: true);
            }
            catch
            {
                File.Delete(unfinished);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                path, e.Message, "a folder that can be written, with room for the file",
                "Make room or choose another folder, and run again; a file that stood there before is still as it was.", e);
        }
    }

    /// <summary>Writes a file of text: UTF-8 without a mark, lines ended by a line feed.</summary>
    /// <param name="path">the file; its folder is made if it is not there</param>
    /// <param name="write">writes the content</param>
    /// <exception cref="InputException">the file cannot be written: no permission, no room</exception>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });
}
