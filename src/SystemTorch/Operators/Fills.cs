namespace TorchSharp;

// Tensors filled in place with a number or from a distribution, and samples drawn by a tensor of probabilities.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor fill_(Scalar value) => InPlace("aten::fill_.Scalar", this, value);
        public Tensor zero_() => InPlace("aten::zero_", this);
        public Tensor uniform_(double from, double to, Generator? generator = null) => InPlace("aten::uniform_", this, from, to, generator);
        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) =>
            InPlace("aten::normal_", this, mean, std, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace("aten::bernoulli_.float", this, p, generator);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => InPlace("aten::bernoulli_.Tensor", this, p, generator);
        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) =>
            InPlace("aten::exponential_", this, lambda, generator);
        public Tensor log_normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) =>
            InPlace("aten::log_normal_", this, mean, std, generator);
        public Tensor cauchy_(double median = 0.0, double sigma = 1.0, Generator? generator = null) =>
            InPlace("aten::cauchy_", this, median, sigma, generator);
        public Tensor geometric_(double p, Generator? generator = null) => InPlace("aten::geometric_", this, p, generator);
        public Tensor random_(double from, double to, Generator? generator = null) =>
            InPlace("aten::random_.from", this, (long)@from, (long?)to, generator);
        public Tensor bernoulli(Generator? generator = null) => Aten.Call("aten::bernoulli", this, generator);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Aten.Call("aten::multinomial", this, num_samples, replacement, generator);
        public Tensor poisson(Generator? generator = null) => Aten.Call("aten::poisson", this, generator);
    }

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);
    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) =>
        Aten.Call("aten::normal.Tensor_Tensor", mean, std, generator);
}
