using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Optim;

/// <summary>The optimisers of golden/nn.json as TorchSharp code, under the same names; the second group has a rate of its own.</summary>
public static class OptimiserTable
{
    public delegate optim.Optimizer Maker(Parameter[] first, Parameter[] second);

    public static IReadOnlyDictionary<string, Maker> Cases { get; } = new Dictionary<string, Maker>
    {
        ["Adam"] = (a, b) => optim.Adam(Adams(a, b), lr: 0.05),
        ["Adam with weight decay"] = (a, b) => optim.Adam(Adams(a, b), lr: 0.05, beta1: 0.8, beta2: 0.99, eps: 1e-6, weight_decay: 0.1),
        ["Adam amsgrad"] = (a, b) => optim.Adam(Adams(a, b), lr: 0.05, amsgrad: true),
        ["Adam maximize"] = (a, b) => optim.Adam(Adams(a, b), lr: 0.05, maximize: true),
        ["AdamW"] = (a, b) => optim.AdamW(AdamWs(a, b), lr: 0.05, weight_decay: 0.1),
        ["AdamW amsgrad"] = (a, b) => optim.AdamW(AdamWs(a, b), lr: 0.05, weight_decay: 0.2, amsgrad: true),
        ["AdamW maximize"] = (a, b) => optim.AdamW(AdamWs(a, b), lr: 0.05, weight_decay: 0.1, maximize: true),
        ["SGD"] = (a, b) => optim.SGD(SGDs(a, b), 0.05),
        ["SGD with momentum"] = (a, b) => optim.SGD(SGDs(a, b), 0.05, momentum: 0.9, dampening: 0.2, weight_decay: 0.1),
        ["SGD nesterov"] = (a, b) => optim.SGD(SGDs(a, b), 0.05, momentum: 0.9, nesterov: true),
        ["SGD maximize"] = (a, b) => optim.SGD(SGDs(a, b), 0.05, momentum: 0.5, maximize: true),
        ["RMSProp"] = (a, b) => optim.RMSProp(RMSProps(a, b), lr: 0.05),
        ["RMSProp centered"] = (a, b) => optim.RMSProp(RMSProps(a, b), lr: 0.05, alpha: 0.9, momentum: 0.5, centered: true, weight_decay: 0.1),
    };

    private static Adam.ParamGroup[] Adams(Parameter[] first, Parameter[] second) =>
        [new() { Parameters = first }, new(second, new Adam.Options { LearningRate = 0.1 })];

    private static AdamW.ParamGroup[] AdamWs(Parameter[] first, Parameter[] second) =>
        [new() { Parameters = first }, new(second, new AdamW.Options { LearningRate = 0.1 })];

    private static SGD.ParamGroup[] SGDs(Parameter[] first, Parameter[] second) =>
        [new() { Parameters = first }, new(second, new SGD.Options { LearningRate = 0.1 })];

    private static RMSProp.ParamGroup[] RMSProps(Parameter[] first, Parameter[] second) =>
        [new() { Parameters = first }, new(second, new RMSProp.Options { LearningRate = 0.1 })];
}
