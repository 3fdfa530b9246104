using MicroExpressions.Methods.Co2Net;
using MicroExpressions.Methods.CrrcNet;
using MicroExpressions.Methods.Ftcl;
using MicroExpressions.Methods.Gim;
using MicroExpressions.Methods.HamNet;
using MicroExpressions.Methods.He2021;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Methods.LgsNet;
using MicroExpressions.Methods.LssNet;
using MicroExpressions.Methods.McWes;
using MicroExpressions.Methods.Mdmd;
using MicroExpressions.Methods.MesNet;
using MicroExpressions.Methods.Mtsn;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Methods.ReferenceFrames3d;
using MicroExpressions.Methods.SfNet;
using MicroExpressions.Methods.SpFd;
using MicroExpressions.Methods.Zhao;

namespace MicroExpressions.Methods;

/// <summary>The methods of Tables IX–XI that are built, each with its published settings.</summary>
public static class SpottingMethods
{
    /// <summary>By what they learn from, then by year.</summary>
    public static IReadOnlyList<ISpottingMethod> All { get; } =
    [
        new MdmdMethod(),
        new SpFdMethod(),
        new He2021Method(),
        new ZhaoMethod(),
        new HamNetMethod(),
        new Co2NetMethod(),
        new FtclMethod(),
        new McWesMethod(),
        new SfNetMethod(),
        new LacpMethod(),
        new CrrcNetMethod(),
        new PwesMethod(),
        new GimMethod(),
        new MesNetMethod(),
        new LssNetMethod(),
        new MtsnMethod(),
        new ReferenceFrameMethod(),
        new LgsNetMethod(),
    ];

    /// <summary>The method of that id.</summary>
    /// <param name="id">as a command takes it</param>
    /// <exception cref="InputException">none has it</exception>
    public static ISpottingMethod Named(string id) => All.FirstOrDefault(m => m.Published.Id == id) ?? throw new InputException(
        $"method {id}", "no such method", $"one of {string.Join(", ", All.Select(m => m.Published.Id))}", "mex methods lists them.");
}
