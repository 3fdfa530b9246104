using System.Globalization;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Layers one after the other; what passes between two of them is disposed as soon as the second has run.</summary>
        public class Sequential : nn.Module<Tensor, Tensor>
        {
            private readonly List<(string name, nn.IModule<Tensor, Tensor> layer)> _layers = [];

            protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : this()
            {
                foreach (var (name, layer) in modules) append(name, layer);
            }

            protected Sequential(params nn.Module<Tensor, Tensor>[] modules) : this()
            {
                foreach (var layer in modules) append(layer);
            }

            internal Sequential() : base(nameof(Sequential)) { }

            public int Count => _layers.Count;

            [IndexerName("SequentialItems")]
            public nn.IModule<Tensor, Tensor> this[int index] => _layers[index].layer;

            [IndexerName("SequentialItems")]
            public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

            [IndexerName("SequentialItems")]
            public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

            private Sequential Slice(int start, int end)
            {
                if (start < 0 || start > Count) throw new IndexOutOfRangeException($"{start} is not a valid index.");
                if (end < 0 || end > Count) throw new IndexOutOfRangeException($"{end} is not a valid index.");
                var part = new Sequential();
                for (var i = start; i < end; i++) part._layers.Add(_layers[i]);
                return part;
            }

            public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
            {
                _layers.Add((name, module));
                return this;
            }

            public Sequential append(nn.IModule<Tensor, Tensor> module) =>
                append(Count.ToString(CultureInfo.InvariantCulture), module);

            public override Tensor forward(Tensor tensor)
            {
                if (Count == 0) return tensor.alias();
                var between = _layers[0].layer.call(tensor);
                for (var i = 1; i < Count; i++)
                {
                    var next = _layers[i].layer.call(between);
                    between.Dispose();
                    between = next;
                }
                return between;
            }

            private IEnumerable<nn.Module> Layers => _layers.Select(entry => (nn.Module)entry.layer);

            public override IEnumerable<(string name, nn.Module module)> named_children() =>
                _layers.Select(entry => (entry.name, (nn.Module)entry.layer));

            public override IEnumerable<(string name, nn.Module module)> named_modules() =>
                named_children().Concat(named_children().SelectMany(child =>
                    child.module.named_modules().Select(below => ($"{child.name}.{below.name}", below.module))));

            public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                if (!recurse) yield break;
                foreach (var (prefix, child) in named_children())
                    foreach (var (below, parameter) in child.named_parameters(true))
                        if (IsNew(parameter, seen)) yield return ($"{prefix}.{below}", parameter);
            }

            public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_persistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                if (!recurse) yield break;
                foreach (var (prefix, child) in named_children())
                    foreach (var (below, buffer) in child.named_buffers(true, include_persistent))
                        if (IsNew(buffer, seen)) yield return ($"{prefix}.{below}", buffer);
            }

            public override nn.Module apply(Action<nn.Module> fn)
            {
                foreach (var layer in Layers) layer.apply(fn);
                fn(this);
                return this;
            }

            protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                foreach (var layer in Layers) layer._to(device, dtype, non_blocking);
                return this;
            }

            protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                foreach (var layer in Layers) layer._to(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal override nn.Module _to(ScalarType dtype, bool non_blocking)
            {
                foreach (var layer in Layers) layer._to(dtype, non_blocking);
                return this;
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    foreach (var layer in Layers) layer.Dispose();
                base.Dispose(disposing);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new();

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
                Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

            public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
                Sequential((IEnumerable<Tuple<string, Module<Tensor, Tensor>>>)modules);

            public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
                Sequential(modules.Select(entry => (entry.Item1, entry.Item2)));

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
                modules.Aggregate(Sequential(), (whole, layer) => whole.append(layer));

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                modules.Aggregate(Sequential(), (whole, entry) => whole.append(entry.name, entry.submodule));
        }
    }
}
