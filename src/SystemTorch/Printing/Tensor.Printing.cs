using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape, dtype and device.</summary>
        public override string ToString() => TensorText.Metadata(this);

        /// <param name="disamb">True: with the elements, in the style of <see cref="TensorStringStyle"/>.</param>
        /// <param name="fltFormat">A .NET format for floating point numbers.</param>
        /// <param name="width">Characters a line, at most.</param>
        /// <param name="cultureInfo">Whose numbers; none: the current culture's.</param>
        /// <param name="newLine">What ends a line.</param>
        public string ToString(
            bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine) : ToString();

        public string ToString(
            TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Default) style = torch.TensorStringStyle;
            if (style == TensorStringStyle.Metadata || is_meta) return ToString();
            CultureInfo culture = cultureInfo ?? CultureInfo.CurrentCulture;
            return TensorText.Of(this, style, fltFormat ?? FloatFormat, width ?? LineWidth, culture, newLine ?? NewLine);
        }
    }
}
