namespace MicroExpressions.Features.Weights;

/// <summary>
/// Finds the network in what a training script saved: the state dict itself, or <c>{'epoch': 3, 'model': {…}, 'optimizer': {…}}</c>, under
/// whatever name (<c>model</c>, <c>model_state_dict</c>, <c>state_dict</c>, <c>net</c>, …).
/// </summary>
internal static class CheckpointContent
{
    /// <summary>How many dictionaries may lie in each other on the way to the tensors [chosen: scripts use one or two].</summary>
    private const int MostLevels = 4;

    /// <summary>The one dictionary of tensors in a file.</summary>
    /// <param name="root">the file's object</param>
    /// <param name="path">the file, for messages</param>
    /// <returns>the way to it as Python writes it, empty for the file's object itself, and the dictionary</returns>
    /// <exception cref="InputException">none, or several</exception>
    public static (string Key, PickledDict Dict) StateDictIn(object? root, string path)
    {
        if (root is not PickledDict top)
            throw Unusable(path, "no dictionary");
        var found = new List<(string Key, PickledDict Dict)>();
        Search(top, "", found, new HashSet<PickledDict>(ReferenceEqualityComparer.Instance));
        // a step or a loss scale is kept as a tensor by some; they make no network beside one
        if (found.Any(f => IsNetwork(f.Dict)))
            found.RemoveAll(f => !IsNetwork(f.Dict));
        return found switch
        {
            [var one] => one,
            [] => throw Unusable(path, $"no dictionary of tensors{(top.Items.Count > 0 ? $" among {Keys(top)}" : "")}"),
            _ => throw new InputException(
                path, $"{found.Count} dictionaries of tensors: {string.Join(" and ", found.Select(f => f.Key.Length == 0 ? "the file itself" : f.Key))}", "one: a single network's",
                $"Save the one that is meant: torch.save(torch.load('{Path.GetFileName(path)}', map_location='cpu'){found.First(f => f.Key.Length > 0).Key}, 'NEW.pth')."),
        };
    }

    /// <summary>A file without a network in it.</summary>
    public static InputException Unusable(string place, string found) => new(
        place, found, "a state dict: tensors by name", "Save only the network's: torch.save(model.state_dict(), path).");

    // An optimizer's state is by parameter number; what is under a number, or in a list, is no network's.
    private static void Search(PickledDict dict, string key, List<(string, PickledDict)> found, HashSet<PickledDict> seen, int level = 0)
    {
        if (!seen.Add(dict))
            return;
        if (dict.Items.Any(item => item is { Key: string, Value: PickledTensor }))
            found.Add((key, dict));
        if (level < MostLevels)
            foreach ((object? name, object? value) in dict.Items)
                if (name is string text && value is PickledDict inner)
                    Search(inner, $"{key}['{text}']", found, seen, level + 1);
    }

    private static bool IsNetwork(PickledDict dict) => dict.Items.Any(item => item.Value is PickledTensor tensor && tensor.Size.Any(length => length > 1));

    private static string Keys(PickledDict dict) => string.Join(", ", dict.Items.Take(8).Select(item => item.Key)) + (dict.Items.Count > 8 ? ", …" : "");
}
