using System.CommandLine;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex reproduce synthetic-landmarks</c>: how well the mesh that looks at real faces finds the synthetic ones.</summary>
public static class LandmarksCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var markdown = TrainingOptions.Markdown();
        var command = new Command("synthetic-landmarks", "Where MediaPipe's mesh sees the synthetic faces, against where they are drawn.") { json, markdown };
        command.SetAction((parse, cancel) => Task.Run(() =>
        {
            NpmPackage.TryFaceModels(cancel);
            IReadOnlyList<LandmarkErrors> people = SyntheticLandmarks.Measure(SyntheticCorpus.Load(SyntheticSettings.Default), cancel);
            if (parse.GetValue(json))
                Output.PrintJson(people.Select(p => new
                {
                    p.Person,
                    p.Presence,
                    Errors = SyntheticLandmarks.Same.Zip(p.Errors).ToDictionary(e => e.First.Landmark, e => e.Second),
                }));
            else
                Output.Print(SyntheticReport.Landmarks(people), parse.GetValue(markdown));
            return ExitCode.Done;
        }, cancel));
        return command;
    }
}
