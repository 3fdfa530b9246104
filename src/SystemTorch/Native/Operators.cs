using System.Runtime.CompilerServices;

namespace TorchSharp;

/// <summary>Operators already looked up, by the identity of the literal that names them: no string is compared in a hot call.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, IntPtr> byName = [];
    private static Entry[] table = new Entry[256]; // open addressing; a full rebuild replaces it, so that readers need no lock
    private static int used;

    private readonly record struct Entry(string Name, IntPtr Operator);

    internal static IntPtr Find(string name)
    {
        Entry[] entries = Volatile.Read(ref table);
        int mask = entries.Length - 1;
        for (int k = RuntimeHelpers.GetHashCode(name) & mask; entries[k].Name is { } known; k = (k + 1) & mask)
        {
            if (ReferenceEquals(known, name)) return entries[k].Operator;
        }
        return LookUp(name);
    }

    private static IntPtr LookUp(string name)
    {
        lock (byName)
        {
            if (!byName.TryGetValue(name, out IntPtr op))
            {
                int dot = name.IndexOf('.');
                op = Library.Check(dot < 0 ? Library.st_operator(name, "") : Library.st_operator(name[..dot], name[(dot + 1)..]));
                byName.Add(name, op);
            }
            if (ReferenceEquals(string.IsInterned(name), name)) Remember(name, op);
            return op;
        }
    }

    private static void Remember(string name, IntPtr op)
    {
        var entries = new Entry[++used * 4 > table.Length ? table.Length * 2 : table.Length];
        foreach (Entry entry in table)
        {
            if (entry.Name is not null) Put(entries, entry);
        }
        Put(entries, new(name, op));
        Volatile.Write(ref table, entries);
    }

    private static void Put(Entry[] entries, Entry entry)
    {
        int k = RuntimeHelpers.GetHashCode(entry.Name) & (entries.Length - 1);
        while (entries[k].Name is not null) k = (k + 1) & (entries.Length - 1);
        entries[k] = entry;
    }
}
