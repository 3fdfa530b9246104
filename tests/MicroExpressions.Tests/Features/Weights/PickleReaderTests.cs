using MicroExpressions.Features.Weights;

namespace MicroExpressions.Tests.Features.Weights;

public sealed class PickleReaderTests
{
    private static readonly PickleRules Nothing = new(new HashSet<string>(), (_, _) => null, _ => null);

    // The left side is what Python's pickle.dumps(value, protocol) gives.
    [Theory]
    [InlineData("80024e2e", null)]
    [InlineData("8002882e", true)]
    [InlineData("80024b072e", 7L)]
    [InlineData("80024d2c012e", 300L)]
    [InlineData("80024af9ffffff2e", -7L)]
    [InlineData("80028a05000000000c2e", 51539607552L)]
    [InlineData("8002473fe00000000000002e", 0.5)]
    [InlineData("80025803000000c3a46171002e", "äa")]
    public void Numbers_and_texts_are_Pythons(string pickle, object? expected) => Assert.Equal(expected, Read(pickle));

    [Fact]
    public void Containers_keep_their_order_and_memory_gives_the_same_object_again()
    {
        // x = [1]; pickle.dumps({'a': (x, x), 2: []}, 2)
        var dict = Assert.IsType<PickledDict>(Read("80027d71002858010000006171015d71024b016168028671034b025d7104752e"));
        Assert.Equal(["a", 2L], dict.Items.Select(i => i.Key));
        object?[] pair = Assert.IsType<object?[]>(dict.Items[0].Value);
        Assert.Same(pair[0], pair[1]);
        Assert.Equal([1L], Assert.IsType<List<object?>>(pair[0]));
    }

    [Theory]
    [InlineData("8002635f5f6275696c74696e5f5f0a6576616c0a71002e", "__builtin__.eval")]   // pickle.dumps(eval, 2)
    [InlineData("80049515000000000000008c086275696c74696e73948c046576616c9493942e", "builtins.eval")]   // the same in protocol 4
    [InlineData("8002284b014b02692e", "0x69")]                           // INST
    [InlineData("80024b014b02522e", "a call")]
    [InlineData("80024b01512e", "an outside object")]
    [InlineData("80024b017d622e", "state for something")]
    [InlineData("80092e", "protocol 9")]
    public void What_is_not_allowed_is_refused_by_name(string pickle, string found)
        => Assert.Contains(found, Assert.Throws<InputException>(() => Read(pickle)).Found);

    [Theory]
    [InlineData("80022e")]              // nothing to return
    [InlineData("8002862e")]            // a pair of nothing
    [InlineData("8002742e")]            // a tuple without a beginning
    [InlineData("80024b0128862e")]      // reaches below its beginning
    [InlineData("800268072e")]          // memory never filled
    [InlineData("80024b014b02732e")]    // an item for no dictionary
    [InlineData("80024b01612e")]        // an item for nothing
    public void Damaged_pickles_are_recognised(string pickle) => Assert.Throws<InputException>(() => Read(pickle));

    private static object? Read(string hex) => new PickleReader(new MemoryStream(Convert.FromHexString(hex)), "a.pt", Nothing).Read();
}
