using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MicroExpressions.Tests;

/// <summary>docs/method.md says what the code does: equations, links, defaults.</summary>
public partial class MethodPageTests
{
    private static readonly Type[] Types = typeof(PaperEquation).Assembly.GetExportedTypes();

    [Fact]
    public void Each_equation_of_both_papers_stands_on_the_page_once() => Assert.Equal(
        PaperEquation.Counts.SelectMany(paper => Enumerable.Range(1, paper.Value).Select(number => (paper.Key, number))).Order(),
        MethodPage.Equations.Select(e => (e.Paper, e.Number)).Order());

    [Fact]
    public void Each_equation_is_written_out_and_links_the_member_that_computes_it() => Assert.All(MethodPage.Equations, equation =>
    {
        string member = PaperEquation.Index().Single(e => (e.Paper, e.Number) == (equation.Paper, equation.Number)).Member;
        Assert.Contains("```\n", equation.Text);
        Assert.Matches(@"· .*\[(paper|source [^\]]+|chosen)\]", equation.Text);
        MethodLink link = Assert.Single(MethodPage.LinksIn(equation.Text), l => l.Label == $"`{member}`");
        Assert.Contains($"[PaperEquation(\"{equation.Paper}\", {equation.Number})]", File.ReadAllText(MethodPage.PathOf(link)));
    });

    [Fact]
    public void Every_link_leads_to_a_file_or_a_heading() => Assert.All(MethodPage.Links.Where(l => !l.Target.StartsWith("https://")), link =>
        Assert.True(link.Target[0] == '#' ? MethodPage.Anchors.Contains(link.Target[1..]) : File.Exists(MethodPage.PathOf(link)), $"{link} leads nowhere"));

    [Fact]
    public void Every_type_that_is_linked_is_declared_in_that_file() => Assert.All(MethodPage.Links.Where(l => l.Target.EndsWith(".cs")), link =>
        Assert.Matches($@"\b(class|record|struct|enum|interface) {link.Label.Trim('`').Split('.')[0]}\b", File.ReadAllText(MethodPage.PathOf(link))));

    [Fact]
    public void Every_setting_has_the_default_that_the_page_names()
    {
        Assert.NotEmpty(MethodPage.Settings);
        Assert.All(MethodPage.Settings, setting =>
        {
            object? value = ValueOf(setting.Name);
            Assert.True(IsWritten(value, setting.Default), $"{setting.Name} is {value ?? "null"}, the page says {setting.Default}");
        });
    }

    [Fact]
    public void No_setting_is_listed_twice() => Assert.Distinct(MethodPage.Settings.Select(s => s.Name));

    /// <summary>The synthetic corpus has a page of its own; a table's footnotes only speak of [chosen] values.</summary>
    [Fact]
    public void Every_setting_that_the_code_marks_chosen_is_on_the_page_as_chosen_and_no_other() => Assert.Equal(
        [.. MarkedChosen().Where(p => p.Namespace is not ("MicroExpressions.Synthesis" or "MicroExpressions.Reporting")).Select(p => p.Name).Order()],
        MethodPage.Settings.Where(s => s.Tag == "chosen" && s.Name.Count(c => c == '.') == 1).Select(s => s.Name).Order());

    [Fact]
    public void Every_reference_to_the_page_names_a_section_that_exists()
    {
        var references = new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(MethodPage.Repository, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs") || file.EndsWith(".py"))
            .SelectMany(file => Reference().Matches(File.ReadAllText(file)).Select(m => (File: file, Section: m.Groups["section"].Value))).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.True(MethodPage.Sections.Contains(r.Section), $"{r.File} refers to {r.Section}"));
    }

    /// <summary>Walks from a type over its constants, static properties or, of a new instance, properties.</summary>
    private static object? ValueOf(string name)
    {
        string[] steps = name.Split('.');
        Type type = Types.Single(t => t.Name == steps[0]);
        object? value = null;
        foreach (string step in steps[1..])
        {
            MemberInfo member = type.GetMember(step, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static) is [var one] ? one
                : throw new InvalidOperationException($"{name}: {type.Name} has no {step}");
            (value, type) = member switch
            {
                FieldInfo { IsLiteral: true } field => (field.GetRawConstantValue(), field.FieldType),
                PropertyInfo { GetMethod.IsStatic: true } property => (property.GetValue(null), property.PropertyType),
                PropertyInfo property => (property.GetValue(value ?? New(type)), property.PropertyType),
                _ => throw new InvalidOperationException($"{name}: {step} is no setting"),
            };
        }
        return value;
    }

    /// <summary>As little given as possible: what is not given has its default.</summary>
    private static object New(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().MinBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(p => p.ParameterType.IsValueType ? RuntimeHelpers.GetUninitializedObject(p.ParameterType) : null)]);
    }

    private static bool IsWritten(object? value, string text) => value switch
    {
        null => text == "null",
        bool flag => text == (flag ? "true" : "false"),
        string or Enum => text == value.ToString(),
        float number => float.Parse(text, CultureInfo.InvariantCulture) == number,
        IConvertible number => double.Parse(text, CultureInfo.InvariantCulture) == number.ToDouble(CultureInfo.InvariantCulture),
        IEnumerable list => list.Cast<object>().Zip(text.Split(", "), IsWritten).All(same => same) && list.Cast<object>().Count() == text.Split(", ").Length,
        _ => text == value.GetType().Name,
    };

    /// <summary>Settable properties, constants and values of the networks' input whose documentation says [chosen].</summary>
    private static IEnumerable<(string? Namespace, string Name)> MarkedChosen()
    {
        XDocument documentation = XDocument.Load(Path.ChangeExtension(typeof(PaperEquation).Assembly.Location, ".xml"));
        HashSet<string> chosen = [.. documentation.Descendants("member").Where(m => m.Value.Contains("[chosen")).Select(m => m.Attribute("name")!.Value)];
        return
        [
            .. from type in Types
               where !type.IsEnum
               from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
               where member is PropertyInfo { GetMethod.IsStatic: false } && chosen.Contains($"P:{type.FullName}.{member.Name}")
                   || member is PropertyInfo { GetMethod.IsStatic: true } property && property.PropertyType != type && chosen.Contains($"P:{type.FullName}.{member.Name}")
                   || member is FieldInfo && chosen.Contains($"F:{type.FullName}.{member.Name}")
               select (type.Namespace, $"{type.Name}.{member.Name}"),
        ];
    }

    [GeneratedRegex(@"docs/method\.md (?<section>§\d(?: ""[^""\n]+"")?)")]
    private static partial Regex Reference();
}
