namespace TorchSharp;

// Logical and bitwise operations.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor logical_and(Tensor other) => Aten.Call("aten::logical_and", this, other);
        public Tensor logical_and_(Tensor other) => InPlace("aten::logical_and_", this, other);
        public Tensor logical_or(Tensor other) => Aten.Call("aten::logical_or", this, other);
        public Tensor logical_or_(Tensor other) => InPlace("aten::logical_or_", this, other);
        public Tensor logical_xor(Tensor other) => Aten.Call("aten::logical_xor", this, other);
        public Tensor logical_xor_(Tensor other) => InPlace("aten::logical_xor_", this, other);
        public Tensor logical_not() => Aten.Call("aten::logical_not", this);
        public Tensor logical_not_() => InPlace("aten::logical_not_", this);

        public Tensor bitwise_and(Tensor other) => Aten.Call("aten::bitwise_and.Tensor", this, other);
        public Tensor bitwise_and_(Tensor other) => InPlace("aten::bitwise_and_.Tensor", this, other);
        public Tensor bitwise_or(Tensor other) => Aten.Call("aten::bitwise_or.Tensor", this, other);
        public Tensor bitwise_or_(Tensor other) => InPlace("aten::bitwise_or_.Tensor", this, other);
        public Tensor bitwise_xor(Tensor other) => Aten.Call("aten::bitwise_xor.Tensor", this, other);
        public Tensor bitwise_xor_(Tensor other) => InPlace("aten::bitwise_xor_.Tensor", this, other);
        public Tensor bitwise_left_shift(Tensor other) => Aten.Call("aten::bitwise_left_shift.Tensor", this, other);
        public Tensor bitwise_left_shift_(Tensor other) => InPlace("aten::bitwise_left_shift_.Tensor", this, other);
        public Tensor bitwise_right_shift(Tensor other) => Aten.Call("aten::bitwise_right_shift.Tensor", this, other);
        public Tensor bitwise_right_shift_(Tensor other) => InPlace("aten::bitwise_right_shift_.Tensor", this, other);
        public Tensor bitwise_not() => Aten.Call("aten::bitwise_not", this);
        public Tensor bitwise_not_() => InPlace("aten::bitwise_not_", this);
    }

    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);
    public static Tensor logical_and_(Tensor left, Tensor right) => left.logical_and_(right);
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);
    public static Tensor logical_or_(Tensor left, Tensor right) => left.logical_or_(right);
    public static Tensor logical_xor(Tensor left, Tensor right) => left.logical_xor(right);
    public static Tensor logical_xor_(Tensor left, Tensor right) => left.logical_xor_(right);
    public static Tensor logical_not(Tensor input) => input.logical_not();

    public static Tensor bitwise_and(Tensor left, Tensor right) => left.bitwise_and(right);
    public static Tensor bitwise_and_(Tensor left, Tensor right) => left.bitwise_and_(right);
    public static Tensor bitwise_or(Tensor left, Tensor right) => left.bitwise_or(right);
    public static Tensor bitwise_or_(Tensor left, Tensor right) => left.bitwise_or_(right);
    public static Tensor bitwise_xor(Tensor left, Tensor right) => left.bitwise_xor(right);
    public static Tensor bitwise_xor_(Tensor left, Tensor right) => left.bitwise_xor_(right);
    public static Tensor bitwise_left_shift(Tensor left, Tensor right) => left.bitwise_left_shift(right);
    public static Tensor bitwise_left_shift_(Tensor left, Tensor right) => left.bitwise_left_shift_(right);
    public static Tensor bitwise_right_shift(Tensor left, Tensor right) => left.bitwise_right_shift(right);
    public static Tensor bitwise_right_shift_(Tensor left, Tensor right) => left.bitwise_right_shift_(right);
    public static Tensor bitwise_not(Tensor input) => input.bitwise_not();
    public static Tensor bitwise_not_(Tensor input) => input.bitwise_not_();
}
