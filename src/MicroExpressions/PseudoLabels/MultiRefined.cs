using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.PseudoLabels;

/// <summary>How Eq. (8) reads its threshold.</summary>
public enum ThresholdScale
{
    /// <summary>Against the largest score of the class in the video [chosen: with both classes present an absolute 0.8 is hardly ever reached].</summary>
    Relative,

    /// <summary>Against 1, as the paper's formula is written.</summary>
    Absolute,

    /// <summary>Relative where the video has points of both classes, where (5) halves the scores; absolute where W = 1.</summary>
    RelativeWhereBoth,
}

/// <summary>What Eq. (9) takes background from.</summary>
public enum BackgroundSource
{
    /// <summary>Where attention is lowest [paper].</summary>
    Attention,

    /// <summary>Where S_bg is highest: the other reading of Table II's "c", which has the activation map only.</summary>
    ActivationMap,
}

/// <summary>
/// Multi-refined pseudo label generation (MPLG), PWES's own generator: what looks like the labelled snippets (1)–(2) and scores high
/// (3), weighed by which class's points it looks like (4)–(6), stripped of what is below average (7), becomes a label (8); what the
/// attention rejects becomes background (9).
/// </summary>
public sealed record MultiRefined : IPseudoLabelGenerator
{
    /// <summary>k as a share of T [paper, Table V: 0.3].</summary>
    public double TopShare { get; init; } = 0.3;

    /// <summary>θ [paper, Table IV: 0.8].</summary>
    public double Threshold { get; init; } = 0.8;

    /// <summary>What θ is compared with [chosen: relative].</summary>
    public ThresholdScale Scale { get; init; } = ThresholdScale.Relative;

    /// <summary>What (9) takes background from [paper: the attention].</summary>
    public BackgroundSource Background { get; init; } = BackgroundSource.Attention;

    /// <summary>
    /// Whether a snippet gets one class at most [chosen: an expression is either]: at a point the point's, elsewhere the one whose S³ is the
    /// larger share of its threshold. Without it (8) stands alone, and a snippet may be both.
    /// </summary>
    public bool OneClass { get; init; } = true;

    /// <summary>Whether attention chooses the snippets at all (3); without it every snippet stays.</summary>
    public bool UseAttention { get; init; } = true;

    /// <summary>Whether similarity to the points refines the attention (1)–(2).</summary>
    public bool UseForegroundSimilarity { get; init; } = true;

    /// <summary>Whether similarity to each class's points weighs the scores (4)–(6); without it a present class counts fully, an absent one not at all.</summary>
    public bool UseClassSimilarity { get; init; } = true;

    /// <summary>Table II, c: the activation map only.</summary>
    public static MultiRefined C { get; } = new() { UseAttention = false, UseForegroundSimilarity = false, UseClassSimilarity = false };

    /// <summary>Table II, ca: top-k of the attention, then the activation map.</summary>
    public static MultiRefined Ca { get; } = C with { UseAttention = true };

    /// <summary>Table II, caf1: with foreground similarity, without class similarity.</summary>
    public static MultiRefined Caf1 { get; } = Ca with { UseForegroundSimilarity = true };

    /// <summary>Table II, caf2: with class similarity, without foreground similarity.</summary>
    public static MultiRefined Caf2 { get; } = Ca with { UseClassSimilarity = true };

    /// <inheritdoc/>
    public Tensor Generate(SnippetEvidence evidence) => Trace(evidence).Labels;

    /// <summary>The seven steps, with all that lies between them.</summary>
    /// <exception cref="InputException">the video has no point label</exception>
    public MultiRefinedTrace Trace(SnippetEvidence evidence)
    {
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var (x, a, s, points) = evidence.Checked();
        Tensor m = UseForegroundSimilarity ? PointSimilarity(x, points) : ones_like(a).unsqueeze(1);      // step 1
        Tensor refined = RefinedAttention(m, a);                                                         // step 2
        Tensor s1 = ForegroundScores(refined, s);                                                        // step 3
        Tensor w = UseClassSimilarity ? ClassSimilarity(x, evidence) : evidence.Presence().expand_as(s1); // step 4
        Tensor s2 = WeighedScores(w, s1);                                                                // step 5
        Tensor s3 = AboveAverage(s2, s);                                                                 // step 6
        Tensor foreground = ForegroundLabels(s3, points);                                                // step 7
        Tensor quiet = Background == BackgroundSource.Attention ? a : 1 - s.select(1, (int)SnippetClass.Background);
        Tensor labels = cat([foreground, BackgroundLabels(quiet, foreground, points).unsqueeze(1)], 1);
        return new(
            m.MoveToOuterDisposeScope(), refined.MoveToOuterDisposeScope(), s1.MoveToOuterDisposeScope(), w.clone().MoveToOuterDisposeScope(),
            s2.MoveToOuterDisposeScope(), s3.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope());
    }

    /// <summary>k = max(1, ⌊share·T⌋).</summary>
    public long TopCount(long snippets) => Math.Max(1, (long)Math.Floor(TopShare * snippets + 1e-9));

    /// <summary>Eq. (1). <c>M_{t,i} = ⟨x_t, x_{p_i}⟩/(‖x_t‖₂‖x_{p_i}‖₂)</c>: <c>[T, D]</c> and N_p points to <c>[T, N_p]</c>.</summary>
    /// <exception cref="InputException">another shape, or a point beyond its end</exception>
    [PaperEquation("PWES", 1)]
    public static Tensor PointSimilarity(Tensor x, IReadOnlyList<SnippetPoint> points)
    {
        Shapes.Expect("M", (x, "x [T, D]"));
        Shapes.ExpectWithin("M", "points", points.Select(p => (long)p.Snippet), x.shape[0]);
        Tensor unit = F.normalize(x, p: 2, dim: 1);
        return unit.matmul(unit.index_select(0, Index(points.Select(p => (long)p.Snippet), x.device)).t());
    }

    /// <summary>
    /// Eq. (2). <c>m_t = max_i M_{t,i}</c>, <c>m̃ = (m − min m)/(max m − min m)</c>, <c>Â = m̃ ⊙ A</c>: labelled snippets keep their attention.
    /// Where all snippets are alike, m̃ = 1.
    /// </summary>
    /// <exception cref="InputException">shapes other than <c>[T, N_p]</c> and <c>[T]</c></exception>
    [PaperEquation("PWES", 2)]
    public static Tensor RefinedAttention(Tensor similarity, Tensor attention)
    {
        Shapes.Expect("Â", (similarity, "M [T, N_p]"), (attention, "A [T]"));
        Tensor m = similarity.amax([1]);                                                                 // [T]
        double low = m.min().to(float64).item<double>(), high = m.max().to(float64).item<double>();
        return high - low < 1e-9 ? attention.clone() : (m - low) / (high - low) * attention;
    }

    /// <summary>Eq. (3). <c>h_t = 1[t ∈ TopK(Â, k)]</c>, <c>S¹_{t,c} = h_t·S_{t,c}</c>, c ∈ {ME, MaE}: <c>[T, 2]</c>.</summary>
    /// <exception cref="InputException">shapes other than <c>[T]</c> and <c>[T, 3]</c></exception>
    [PaperEquation("PWES", 3)]
    public Tensor ForegroundScores(Tensor refined, Tensor activationMap)
    {
        Shapes.Expect("S¹", (refined, "Â [T]"), (activationMap, "S [T, 3]"));
        Tensor foreground = activationMap.narrow(1, 0, SnippetClasses.Foreground);
        if (!UseAttention)
            return foreground.clone();
        Tensor chosen = refined.topk((int)TopCount(refined.shape[0]), dim: 0).indexes;
        return zeros_like(refined).index_fill_(0, chosen, 1).unsqueeze(1) * foreground;
    }

    /// <summary>Eq. (4). <c>x̄_c</c>: mean of x_t over the points of class c, <c>[D]</c>; null where it has none.</summary>
    /// <exception cref="InputException">another shape than <c>[T, D]</c>, or a point beyond its end</exception>
    [PaperEquation("PWES", 4)]
    public static Tensor? Prototype(Tensor x, SnippetEvidence evidence, SnippetClass snippetClass)
    {
        Shapes.Expect("x̄", (x, "x [T, D]"));
        long[] own = evidence.PointsOf(snippetClass);
        Shapes.ExpectWithin("x̄", "points", own, x.shape[0]);
        return own.Length > 0 ? x.index_select(0, Index(own, x.device)).mean([0]) : null;
    }

    /// <summary>
    /// Eq. (5). <c>W_{t,c} = softmax_c cos(x_t, x̄_c)</c> over the classes that have a point: <c>[T, 2]</c>. An absent class gets 0 and so the
    /// other gets 1 [paper's rule]. Reconstructed: the axis of the softmax, chosen to match that rule.
    /// </summary>
    /// <exception cref="InputException">another shape than <c>[T, D]</c>, or a point beyond its end</exception>
    [PaperEquation("PWES", 5)]
    public static Tensor ClassSimilarity(Tensor x, SnippetEvidence evidence)
    {
        Tensor? micro = Prototype(x, evidence, SnippetClass.Micro), macro = Prototype(x, evidence, SnippetClass.Macro);
        if (micro is null || macro is null)
            return evidence.Presence().expand(x.shape[0], SnippetClasses.Foreground);
        Tensor prototypes = F.normalize(stack([micro, macro], 0), p: 2, dim: 1);                         // [2, D]
        return F.normalize(x, p: 2, dim: 1).matmul(prototypes.t()).softmax(dim: 1);
    }

    /// <summary>Eq. (6). <c>S² = W ⊙ S¹</c>.</summary>
    /// <exception cref="InputException">shapes other than <c>[T, 2]</c></exception>
    [PaperEquation("PWES", 6)]
    public static Tensor WeighedScores(Tensor classSimilarity, Tensor scores)
    {
        Shapes.Expect("S²", (classSimilarity, "W [T, 2]"), (scores, "S¹ [T, 2]"));
        return classSimilarity * scores;
    }

    /// <summary>Eq. (7). <c>S³_{t,c} = S²_{t,c}·1[S²_{t,c} > S̄_c]</c>, <c>S̄_c = mean_t S_{t,c}</c> of the original activation map.</summary>
    /// <exception cref="InputException">shapes other than <c>[T, 2]</c> and <c>[T, 3]</c></exception>
    [PaperEquation("PWES", 7)]
    public static Tensor AboveAverage(Tensor weighed, Tensor activationMap)
    {
        Shapes.Expect("S³", (weighed, "S² [T, 2]"), (activationMap, "S [T, 3]"));
        Tensor average = activationMap.narrow(1, 0, SnippetClasses.Foreground).mean([0], keepdim: true);
        return weighed * weighed.gt(average).to(weighed.dtype);
    }

    /// <summary>
    /// Eq. (8). <c>ŷ_{t,c} = 1[S³_{t,c} > θ]</c>; relative: <c>S³_{t,c}/max_t S³_{t,c} > θ</c>, none where the maximum is 0. Then
    /// <see cref="OneClass"/>.
    /// </summary>
    /// <exception cref="InputException">another shape than <c>[T, 2]</c>, or a point beyond its end</exception>
    [PaperEquation("PWES", 8)]
    public Tensor ForegroundLabels(Tensor scores, IReadOnlyList<SnippetPoint> points)
    {
        Shapes.Expect("ŷ", (scores, "S³ [T, 2]"));
        Shapes.ExpectWithin("ŷ", "points", points.Select(p => (long)p.Snippet), scores.shape[0]);
        Tensor largest = scores.amax([0], keepdim: true);                                                // [1, 2]
        bool relative = Scale switch
        {
            ThresholdScale.Relative => true,
            ThresholdScale.Absolute => false,
            _ => points.Select(p => p.Class).Distinct().Count() == SnippetClasses.Foreground,
        };
        Tensor share = relative ? scores / largest.clamp(min: float.Epsilon) : scores;
        Tensor labels = share.gt(Threshold).to(scores.dtype);
        return OneClass ? OneOfBoth(labels, share, points) : labels;
    }

    /// <summary>At a point the classes of its points only; elsewhere of two labels the stronger, of equal ones the first.</summary>
    private static Tensor OneOfBoth(Tensor labels, Tensor share, IReadOnlyList<SnippetPoint> points)
    {
        Tensor pointed = Index(points.Select(p => (long)p.Snippet), labels.device);
        Tensor own = stack(
        [
            .. new[] { SnippetClass.Micro, SnippetClass.Macro }.Select(c => ones_like(labels.select(1, 0))
                .index_fill_(0, pointed, 0).index_fill_(0, Index(points.Where(p => p.Class == c).Select(p => (long)p.Snippet), labels.device), 1)),
        ], 1);                                                                                           // [T, 2]
        Tensor elsewhere = ones_like(labels.select(1, 0)).index_fill_(0, pointed, 0);                    // [T]
        Tensor macro = (share * labels).select(1, 1).gt((share * labels).select(1, 0)).to(labels.dtype);
        Tensor weaker = stack([macro, (1 - macro) * labels.select(1, 0)], 1) * elsewhere.unsqueeze(1);   // [T, 2]
        return labels * own * (1 - weaker);
    }

    /// <summary>
    /// Eq. (9). <c>ŷ_{t,bg} = 1[t ∈ BottomK(A, 2k)]</c> on the original attention (or on 1 − S_bg, <see cref="Background"/>): <c>[T]</c>; never where a point lies or (8) says
    /// foreground [chosen].
    /// </summary>
    /// <exception cref="InputException">shapes other than <c>[T]</c> and <c>[T, 2]</c>, or a point beyond their end</exception>
    [PaperEquation("PWES", 9)]
    public Tensor BackgroundLabels(Tensor attention, Tensor foreground, IReadOnlyList<SnippetPoint> points)
    {
        Shapes.Expect("ŷ_bg", (attention, "A [T]"), (foreground, "ŷ [T, 2]"));
        Shapes.ExpectWithin("ŷ_bg", "points", points.Select(p => (long)p.Snippet), attention.shape[0]);
        long count = Math.Min(attention.shape[0], 2 * TopCount(attention.shape[0]));
        Tensor lowest = attention.topk((int)count, dim: 0, largest: false).indexes;
        return zeros_like(attention).index_fill_(0, lowest, 1)
            .index_fill_(0, Index(points.Select(p => (long)p.Snippet), attention.device), 0)
            * (1 - foreground.amax([1]));
    }

    private static Tensor Index(IEnumerable<long> snippets, Device device) => tensor(snippets.ToArray(), dtype: int64, device: device);
}

/// <summary>What each of the seven steps left, for reading, plotting and tests.</summary>
/// <param name="PointSimilarity">M <c>[T, N_p]</c>; ones where the step is left out</param>
/// <param name="RefinedAttention">Â <c>[T]</c></param>
/// <param name="ForegroundScores">S¹ <c>[T, 2]</c></param>
/// <param name="ClassSimilarity">W <c>[T, 2]</c></param>
/// <param name="WeighedScores">S² <c>[T, 2]</c></param>
/// <param name="AboveAverage">S³ <c>[T, 2]</c></param>
/// <param name="Labels">ŷ <c>[T, 3]</c> of 0 and 1</param>
public sealed record MultiRefinedTrace(
    Tensor PointSimilarity, Tensor RefinedAttention, Tensor ForegroundScores, Tensor ClassSimilarity, Tensor WeighedScores,
    Tensor AboveAverage, Tensor Labels);
