using System.Collections;
using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Parameters by number; always what the list holds now, registered or not.</summary>
        public class ParameterList : Module, IList<Parameter>
        {
            private readonly List<Parameter> _list;
            private bool _registered;

            public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList)) => _list = [.. parameters];

            protected override void RegisterComponents()
            {
                if (_registered) return;
                for (var i = 0; i < _list.Count; i++) register_parameter(Key(i), _list[i]);
                _registered = true;
            }

            private static string Key(int index) => index.ToString(CultureInfo.InvariantCulture);

            public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                _list.Select((parameter, i) => (Key(i), parameter));

            public override Parameter? get_parameter(string target) =>
                int.TryParse(target, CultureInfo.InvariantCulture, out var i) && i >= 0 && i < _list.Count ? _list[i] : null;

            public override bool has_parameter(string target) => get_parameter(target) is not null;

            protected override void _toEpilog(torch.ScalarType? dtype, torch.Device? device, bool non_blocking)
            {
                for (var i = 0; i < _list.Count; i++)
                {
                    if (!ReplaceParameter(dtype, device, _list[i], out var moved)) continue;
                    _list[i].Dispose();
                    _list[i] = moved!;
                    if (_registered) ConditionallyRegisterParameter(Key(i), moved);
                }
                if (device is null) return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            public Parameter this[int index] { get => _list[index]; set => _list[index] = value; }
            public int Count => _list.Count;
            public bool IsReadOnly => false;
            public void Add(Parameter item) => _list.Add(item);
            public void append(params Parameter[] parameters) => _list.AddRange(parameters);
            public void extend(IEnumerable<Parameter> parameters) => _list.AddRange(parameters);
            public void Insert(int index, Parameter item) => _list.Insert(index, item);
            public bool Remove(Parameter item) => _list.Remove(item);
            public void RemoveAt(int index) => _list.RemoveAt(index);
            public void Clear() => _list.Clear();
            public bool Contains(Parameter item) => _list.Contains(item);
            public int IndexOf(Parameter item) => _list.IndexOf(item);
            public void CopyTo(Parameter[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);
            public IEnumerator<Parameter> GetEnumerator() => _list.GetEnumerator();
            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
        }
    }
}
