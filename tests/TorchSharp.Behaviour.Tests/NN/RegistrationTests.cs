using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

public class RegistrationTests
{
#pragma warning disable CS0414, IDE0044, IDE0052 // fields are read by registration alone
    private class Base : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(2, 2);
        protected Tensor table = zeros(3);

        public Base(bool register = true) : base("Base")
        {
            if (register) RegisterComponents();
        }

        public override Tensor forward(Tensor input) => first.call(input);
    }

    private sealed class Derived : Base
    {
        private readonly Parameter scale = Parameter(ones(2));
        private readonly Linear last = Linear(2, 1, hasBias: false);
        private readonly Linear? missing = null;

        public Derived() : base(register: false) => RegisterComponents();
    }

    private sealed class Late : Base
    {
        private readonly Linear late;

        public Late() : base(register: true)
        {
            late = Linear(2, 2);
            RegisterComponents();
        }
    }

    private sealed class Odd : Module<Tensor, Tensor>
    {
        private readonly Linear[] array = [Linear(1, 1)];
        private readonly List<Linear> list = [Linear(1, 1)];
        [ComponentName(Name = "renamed")] private readonly Linear own = Linear(1, 1, hasBias: false);
        public Linear Automatic { get; } = Linear(1, 1, hasBias: false);

        public Odd() : base("Odd") => RegisterComponents();
        public override Tensor forward(Tensor input) => input;
    }

    private sealed class Forgetful : Module<Tensor, Tensor>
    {
        private readonly Linear inner = Linear(1, 1);
        public Forgetful() : base("Forgetful") { }
        public override Tensor forward(Tensor input) => input;
    }

    private sealed class Manual : Module<Tensor, Tensor>
    {
        public Manual() : base("Manual") { }
        public override Tensor forward(Tensor input) => input;
    }
#pragma warning restore

    [Fact]
    public void Fields_of_the_most_derived_class_come_first()
    {
        using var module = new Derived();
        Assert.Equal(["scale", "last.weight", "first.weight", "first.bias"], module.named_parameters().Select(p => p.name));
        Assert.Equal(["table"], module.named_buffers().Select(b => b.name));
        Assert.Equal(["last", "first"], module.named_children().Select(c => c.name));
    }

    [Fact]
    public void What_is_assigned_after_a_base_class_has_registered_is_lost()
    {
        using var module = new Late();
        Assert.DoesNotContain(module.named_children(), child => child.name == "late");
    }

    [Fact]
    public void Arrays_and_lists_are_not_looked_into_and_automatic_properties_have_the_names_of_their_fields()
    {
        using var module = new Odd();
        Assert.Equal(["renamed.weight", "<Automatic>k__BackingField.weight"], module.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void Without_registration_there_are_no_parameters() => Assert.Empty(new Forgetful().parameters());

    [Fact]
    public void Names_are_taken_once_and_hold_no_dots()
    {
        using var module = new Manual();
        module.register_parameter("p", Parameter(zeros(1)));
        module.register_buffer("b", zeros(1));
        module.register_module("m", Linear(1, 1));
        Assert.Throws<InvalidOperationException>(() => module.register_parameter("p", Parameter(zeros(1))));
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("b", zeros(1)));
        Assert.Throws<InvalidOperationException>(() => module.register_module("m", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => module.add_module("a.b", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => module.add_module("", Linear(1, 1)));
        Assert.Throws<ArgumentNullException>(() => module.register_parameter("q", null!));
        Assert.Throws<ArgumentNullException>(() => module.register_buffer("c", null!));
    }

    [Fact]
    public void A_parameter_shared_by_two_modules_is_listed_once()
    {
        using var module = new Manual();
        using var shared = Linear(2, 2, hasBias: false);
        module.add_module("a", shared);
        module.add_module("b", shared);
        Assert.Equal(["a.weight"], module.named_parameters().Select(p => p.name));
        Assert.Equal(["a.weight", "b.weight"], module.state_dict().Keys);
    }

    [Fact]
    public void Buffers_that_do_not_persist_are_got_but_not_listed()
    {
        using var module = new Manual();
        module.register_buffer("kept", zeros(1));
        module.register_buffer("passing", zeros(1), persistent: false);
        Assert.Equal(["kept"], module.state_dict().Keys);
        Assert.True(module.has_buffer("passing"));
        Assert.NotNull(module.get_buffer("passing"));
    }

    [Fact]
    public void State_has_all_parameters_depth_first_and_then_all_buffers()
    {
        using var module = Sequential(("norm", BatchNorm1d(2)), ("fc", Linear(2, 1)));
        Assert.Equal(
            ["norm.weight", "norm.bias", "fc.weight", "fc.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked"],
            module.state_dict().Keys);
        Assert.Equal("net.norm.weight", module.state_dict(prefix: "net").Keys.First());
    }

    [Fact]
    public void Names_with_dots_reach_into_submodules()
    {
        using var module = new Derived();
        Assert.Same(module.named_parameters().Single(p => p.name == "first.weight").parameter, module.get_parameter("first.weight"));
        Assert.True(module.has_parameter("last.weight"));
        Assert.False(module.has_parameter("last.bias"));
        Assert.Null(module.get_parameter("nowhere.weight"));
        Assert.Null(module.get_buffer("first.weight"));
    }
}
