using System.Text;
using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Hostile;

/// <summary>A pickle is a program. This kit runs none: every way that Python has to call something is refused by name.</summary>
public sealed class HostilePicklesTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Instructions of Python's <c>pickletools</c>, as <c>pickle.dumps</c> writes them or as an assembler may.</summary>
    public static TheoryData<string, string> Programs => new()
    {
        { "cos\nsystem\n(X\u0005\0\0\0touchtR.", "os.system" },                                      // REDUCE of os.system
        { "cposix\nsystem\n(X\u0005\0\0\0touchtR.", "posix.system" },
        { "\u008c\u0002os\u008c\u0006system\u0093X\u0005\0\0\0touch\u0085R.", "os.system" },          // STACK_GLOBAL, TUPLE1
        { "(X\u0005\0\0\0touchios\nsystem\n.", "0x69" },                                              // INST
        { "(cos\nsystem\nX\u0005\0\0\0toucho.", "os.system" },                                        // OBJ
        { "cos\nsystem\nX\u0005\0\0\0touch\u0085\u0081.", "os.system" },                              // NEWOBJ
        { "cbuiltins\neval\nX\u0005\0\0\0touch\u0085R.", "builtins.eval" },
        { "c__builtin__\nexec\n(X\u0005\0\0\0touchtR.", "__builtin__.exec" },
        { "ctorch\nload\n(X\u0005\0\0\0touchtR.", "torch.load" },
        { "ctorch._utils\n_rebuild_tensor_v2.__globals__\n.", "__globals__" },
        { "ccollections\nOrderedDict.__init__\n.", "OrderedDict.__init__" },
        { "cnumpy.core.multiarray\n_reconstruct\n(X\u0005\0\0\0touchtR.", "numpy" },
        { "\u0082\u0001.", "0x82" },                                                                  // EXT1: whatever the reader has registered
        { "}b.", "without its object" },
        { "ccollections\nOrderedDict\n)RX\u0001\0\0\0a\u0085b.", "state" },                     // BUILD with a state that sets attributes
        { "Pposix.system\n.", "0x50" },                                                               // PERSID
        { "X\u0005\0\0\0touchQ.", "outside object" },                                                 // BINPERSID
        { "ccollections\nOrderedDict\n(cos\nsystem\ntR.", "os.system" },
    };

    [Theory, MemberData(nameof(Programs))]
    public void A_program_is_refused_in_a_zip_and_in_a_legacy_file(string program, string name)
    {
        byte[] pickle = [0x80, 2, .. Encoding.Latin1.GetBytes(program)];
        byte[] magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.', 0x80, 2, (byte)'M', 0xe9, 3, (byte)'.', 0x80, 2, (byte)'}', (byte)'.'];
        foreach (byte[] file in (byte[][])[SeedPart.Zipped(("archive/data.pkl", pickle)), [.. magic, .. pickle]])
        {
            File.WriteAllBytes(folder["a.pt"], file);
            InputException refused = Assert.Throws<InputException>(() => StateDict.Read(folder["a.pt"]));
            Assert.Equal(folder["a.pt"], refused.Place);
            Assert.Contains(name, refused.Found);
        }
        Assert.Equal([folder["a.pt"]], Directory.GetFileSystemEntries(folder.Path));
    }
}
