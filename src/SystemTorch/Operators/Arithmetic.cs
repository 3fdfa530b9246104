namespace TorchSharp;

// Sums, products, quotients and powers of tensors and scalars; a name that ends in _ works in place and returns the tensor itself.
public static partial class torch
{
    public enum RoundingMode { None, trunc, floor }

    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.Call("aten::add.Tensor", this, target);
        public Tensor add(Scalar scalar) => Aten.Call("aten::add.Scalar", this, scalar);
        public Tensor add(Tensor target, Scalar alpha) => Aten.Call("aten::add.Tensor", this, target, alpha);
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.Call("aten::add.Scalar", this, scalar, alpha);
        public Tensor add_(Tensor target) => InPlace("aten::add_.Tensor", this, target);
        public Tensor add_(Scalar scalar) => InPlace("aten::add_.Scalar", this, scalar);
        public Tensor add_(Tensor target, Scalar alpha) => InPlace("aten::add_.Tensor", this, target, alpha);
        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace("aten::add_.Scalar", this, scalar, alpha);

        public Tensor sub(Tensor target) => Aten.Call("aten::sub.Tensor", this, target);
        public Tensor sub(Scalar target) => Aten.Call("aten::sub.Scalar", this, target);
        public Tensor sub_(Tensor target) => InPlace("aten::sub_.Tensor", this, target);
        public Tensor sub_(Scalar target) => InPlace("aten::sub_.Scalar", this, target);
        public Tensor mul(Tensor target) => Aten.Call("aten::mul.Tensor", this, target);
        public Tensor mul(Scalar target) => Aten.Call("aten::mul.Scalar", this, target);
        public Tensor mul_(Tensor target) => InPlace("aten::mul_.Tensor", this, target);
        public Tensor mul_(Scalar target) => InPlace("aten::mul_.Scalar", this, target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Aten.Call("aten::div.Tensor", this, target)
                : Aten.Call("aten::div.Tensor_mode", this, target, rounding_mode.ToString());
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Aten.Call("aten::div.Scalar", this, target)
                : Aten.Call("aten::div.Scalar_mode", this, target, rounding_mode.ToString());
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? InPlace("aten::div_.Tensor", this, target)
                : InPlace("aten::div_.Tensor_mode", this, target, rounding_mode.ToString());
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? InPlace("aten::div_.Scalar", this, target)
                : InPlace("aten::div_.Scalar_mode", this, target, rounding_mode.ToString());

        public Tensor pow(Tensor exponent) => Aten.Call("aten::pow.Tensor_Tensor", this, exponent);
        public Tensor pow(Scalar exponent) => Aten.Call("aten::pow.Tensor_Scalar", this, exponent);
        public Tensor pow_(Tensor exponent) => InPlace("aten::pow_.Tensor", this, exponent);
        public Tensor pow_(Scalar exponent) => InPlace("aten::pow_.Scalar", this, exponent);
        public Tensor float_power(Tensor target) => Aten.Call("aten::float_power.Tensor_Tensor", this, target);
        public Tensor fmod(Tensor target) => Aten.Call("aten::fmod.Tensor", this, target);
        public Tensor fmod(Scalar scalar) => Aten.Call("aten::fmod.Scalar", this, scalar);
        public Tensor fmod_(Tensor target) => InPlace("aten::fmod_.Tensor", this, target);
        public Tensor fmod_(Scalar scalar) => InPlace("aten::fmod_.Scalar", this, scalar);
        public Tensor remainder(Tensor target) => Aten.Call("aten::remainder.Tensor", this, target);
        public Tensor remainder(Scalar scalar) => Aten.Call("aten::remainder.Scalar", this, scalar);
        public Tensor remainder_(Tensor target) => InPlace("aten::remainder_.Tensor", this, target);
        public Tensor remainder_(Scalar scalar) => InPlace("aten::remainder_.Scalar", this, scalar);
        public Tensor floor_divide(Tensor other) => Aten.Call("aten::floor_divide", this, other);
        public Tensor floor_divide(Scalar other) => Aten.Call("aten::floor_divide.Scalar", this, other);
        public Tensor floor_divide_(Tensor other) => InPlace("aten::floor_divide_.Tensor", this, other);
        public Tensor floor_divide_(Scalar other) => InPlace("aten::floor_divide_.Scalar", this, other);
        public Tensor true_divide(Tensor other) => Aten.Call("aten::true_divide.Tensor", this, other);
        public Tensor true_divide(Scalar other) => Aten.Call("aten::true_divide.Scalar", this, other);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("aten::addcmul", this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace("aten::addcmul_", this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.Call("aten::addcdiv", this, tensor1, tensor2);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("aten::addcdiv", this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => InPlace("aten::addcdiv_", this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace("aten::addcdiv_", this, tensor1, tensor2, value);
        public Tensor lerp(Tensor end, Tensor weight) => Aten.Call("aten::lerp.Tensor", this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => InPlace("aten::lerp_.Tensor", this, end, weight);
        public Tensor hypot(Tensor other) => Aten.Call("aten::hypot", this, other);
        public Tensor copysign(Tensor other) => Aten.Call("aten::copysign.Tensor", this, other);

        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor negative() => neg();

        private Tensor InPlace(string op, params ReadOnlySpan<Arg> args)
        {
            Aten.CallVoid(op, args);
            return this;
        }
    }

    public static Tensor add(Tensor left, Scalar right) => left.add(right);
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);
    public static Tensor add(Tensor left, Tensor right) => left.add(right);
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);
    public static Tensor add_(Tensor left, Scalar right) => left.add_(right);
    public static Tensor add_(Tensor left, Scalar right, Scalar alpha) => left.add_(right, alpha);
    public static Tensor add_(Tensor left, Tensor right) => left.add_(right);
    public static Tensor add_(Tensor left, Tensor right, Scalar alpha) => left.add_(right, alpha);

    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);
    public static Tensor sub_(Tensor left, Scalar right) => left.sub_(right);
    public static Tensor sub_(Tensor left, Tensor right) => left.sub_(right);
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    public static Tensor mul_(Tensor left, Scalar right) => left.mul_(right);
    public static Tensor mul_(Tensor left, Tensor right) => left.mul_(right);

    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div_(right, rounding_mode);
    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div_(right, rounding_mode);

    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);
    public static Tensor pow_(Tensor left, Scalar exponent) => left.pow_(exponent);
    public static Tensor pow_(Tensor left, Tensor exponent) => left.pow_(exponent);
    public static Tensor float_power(Tensor input, Tensor target) => input.float_power(target);
    public static Tensor fmod(Tensor left, Scalar right) => left.fmod(right);
    public static Tensor fmod(Tensor left, Tensor right) => left.fmod(right);
    public static Tensor fmod_(Tensor left, Scalar right) => left.fmod_(right);
    public static Tensor fmod_(Tensor left, Tensor right) => left.fmod_(right);
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);
    public static Tensor remainder_(Tensor left, Scalar right) => left.remainder_(right);
    public static Tensor remainder_(Tensor left, Tensor right) => left.remainder_(right);
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);
    public static Tensor floor_divide_(Tensor input, Tensor other) => input.floor_divide_(other);
    public static Tensor true_divide(Tensor dividend, Tensor divisor) => dividend.true_divide(divisor);

    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);
    public static Tensor addcmul_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul_(tensor1, tensor2, value);
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);
    public static Tensor addcdiv_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv_(tensor1, tensor2, value);
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);
    public static Tensor hypot(Tensor left, Tensor right) => left.hypot(right);
    public static Tensor copysign(Tensor input, Tensor other) => input.copysign(other);

    public static Tensor subtract(Tensor left, Scalar right) => left.subtract(right);
    public static Tensor subtract(Tensor left, Tensor right) => left.subtract(right);
    public static Tensor multiply(Tensor left, Scalar right) => left.multiply(right);
    public static Tensor multiply(Tensor left, Tensor right) => left.multiply(right);
    public static Tensor divide(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.divide(right, rounding_mode);
    public static Tensor divide(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.divide(right, rounding_mode);
    public static Tensor negative(Tensor input) => input.negative();
}
