package winnow.strategy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.space.Value;
import winnow.study.Catalogue;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/**
 * Several strategies on one study, of which those that earn more are asked more often.
 *
 * <p>All members learn from all trials. Who is asked next is drawn by Thompson sampling (Thompson 1933; Chapelle and Li,
 * NIPS 2011): a member's success rate has a Beta(1 + successes, 1 + failures) distribution, one number is drawn from
 * each, and the largest wins. A trial is its member's success if, when first settled, it is among the best tenth of all
 * trials settled until then, compared as {@link Comparison} says; so only ranks matter, at equal budgets. Each verdict
 * makes all earlier ones of all members weigh {@code memory} times as much, since who earns at first may not later. Which
 * member proposed a trial is the first word of its note.
 *
 * @param members at least one, each with its name
 * @param memory weight of what is one trial older, above 0 and at most 1
 */
public record Portfolio(List<Member<?>> members, double memory) implements Strategy<Portfolio.Memory> {
    private static final List<String> USUAL = List.of("tpe", "cmaes", "evolution");
    private static final double GOOD = 0.1;

    public Portfolio {
        members = List.copyOf(members);
        if (members.isEmpty() || !(memory > 0 && memory <= 1)) {
            throw new IllegalArgumentException("members are " + members + ", memory is " + memory
                    + ": at least one member is needed, and a memory above 0 and at most 1");
        }
    }

    /** A strategy of the portfolio under its name. */
    public record Member<M>(String name, Strategy<M> strategy) {
        Mind<M> mind() {
            return new Mind<>(this, strategy.initial(), 0, 0);
        }
    }

    /**
     * A member and what it remembers and has earned.
     *
     * @param successes of its trials, faded
     * @param failures of its trials, faded
     */
    record Mind<M>(Member<M> member, M memory, double successes, double failures) {
        Mind<M> learn(History history, StudyEvent event) {
            return new Mind<>(member, member.strategy().learn(memory, history, event), successes, failures);
        }

        Mind<M> faded(double by) {
            return new Mind<>(member, memory, by * successes, by * failures);
        }

        Mind<M> earned(boolean isSuccess) {
            return new Mind<>(member, memory, successes + (isSuccess ? 1 : 0), failures + (isSuccess ? 0 : 1));
        }

        Suggestion suggest(History history, Ask ask, RandomStream random) {
            return member.strategy().suggest(memory, history, ask, random);
        }
    }

    /**
     * What it remembers.
     *
     * @param evidence of all trials
     * @param minds of the members
     * @param proposers which member proposed a trial that is not settled yet
     * @param known trials that have been settled
     */
    public record Memory(Evidence evidence, List<Mind<?>> minds, PMap<Integer, String> proposers, PSet<Integer> known) {
        public Memory {
            minds = List.copyOf(minds);
        }
    }

    /**
     * The offer, given those whose strategies may be members.
     *
     * @param others by the names a spec knows them under
     */
    static Offer<Strategy<?>> offer(List<Offer<Strategy<?>>> others) {
        var names = others.stream().map(Offer::name).toList();
        var members = Setting.word(
                        "members",
                        "tpe",
                        names,
                        "Names of the strategies, each with its defaults; without it " + USUAL + ".")
                .list();
        var fading = Setting.real(
                "memory", 0.97, 0.5, 1, "What a result counts after one more trial, as a share; 1 forgets nothing.");
        return Offer.<Strategy<?>>of(
                        "portfolio",
                        "Shares the trials among several strategies by what they earn.",
                        List.of(members, fading),
                        (settings, spec) -> {
                            var chosen = settings.has(members.name())
                                    ? settings.list(members.name()).stream()
                                            .map(Value::text)
                                            .toList()
                                    : USUAL;
                            return new Portfolio(
                                    new LinkedHashSet<>(chosen)
                                            .stream()
                                                    .<Member<?>>map(name -> member(name, others, spec))
                                                    .toList(),
                                    settings.real(fading.name()));
                        })
                .checkedBy(spec -> teachable(spec, others, members.name()));
    }

    /** Refuses earlier studies where no member learns. */
    private static List<SpecProblem> teachable(StudySpec spec, List<Offer<Strategy<?>>> others, String setting) {
        var chosen = spec.strategy().settings().values().getOrDefault(setting, List.of());
        boolean isAnyTeachable = chosen.isEmpty()
                || chosen.stream()
                        .flatMap(name -> Catalogue.find(others, name.text()).stream())
                        .anyMatch(member -> member.check().apply(spec).isEmpty());
        return isAnyTeachable ? List.of() : Unteachable.problems(spec, "no member of the portfolio learns");
    }

    private static Member<?> member(String name, List<Offer<Strategy<?>>> others, StudySpec spec) {
        var offer = Catalogue.find(others, name)
                .orElseThrow(() -> new IllegalArgumentException("no strategy " + name + " can be a member"));
        return named(name, offer.make().apply(presets(offer), spec));
    }

    private static Settings presets(Offer<?> offer) {
        var values = new LinkedHashMap<String, List<Value>>();
        offer.settings().forEach(setting -> setting.preset().ifPresent(preset -> values.put(setting.name(), preset)));
        return new Settings(values);
    }

    private static <M> Member<M> named(String name, Strategy<M> strategy) {
        return new Member<>(name, strategy);
    }

    @Override
    public Memory initial() {
        return new Memory(
                Evidence.NONE,
                members.stream().<Mind<?>>map(Member::mind).toList(),
                HashTreePMap.empty(),
                HashTreePSet.empty());
    }

    @Override
    public Memory learn(Memory known, History history, StudyEvent event) {
        var evidence = known.evidence().learn(history, event);
        var minds = new ArrayList<Mind<?>>();
        known.minds().forEach(mind -> minds.add(mind.learn(history, event)));
        var next = new Memory(evidence, minds, known.proposers(), known.known());
        if (event instanceof StudyEvent.TrialCreated created) {
            var proposer = created.note().split("[ :]", 2)[0];
            boolean isOurs = members.stream().anyMatch(member -> member.name().equals(proposer));
            return isOurs
                    ? new Memory(evidence, minds, known.proposers().plus(created.trial(), proposer), known.known())
                    : next;
        }
        return event instanceof StudyEvent.Judged judged && !known.known().contains(judged.trial())
                ? settled(next, history, judged.trial())
                : next;
    }

    private Memory settled(Memory known, History history, int trial) {
        var proposer = known.proposers().get(trial);
        var minds = new ArrayList<Mind<?>>();
        boolean isSuccess = proposer != null && isGood(trial, known.evidence(), history);
        for (var mind : known.minds()) {
            if (proposer == null) {
                minds.add(mind);
            } else {
                var faded = mind.faded(memory);
                minds.add(mind.member().name().equals(proposer) ? faded.earned(isSuccess) : faded);
            }
        }
        return new Memory(
                known.evidence(),
                minds,
                known.proposers().minus(trial),
                known.known().plus(trial));
    }

    private static boolean isGood(int trial, Evidence evidence, History history) {
        var comparison = evidence.compare(history, settled -> (int) Math.ceil(GOOD * settled));
        if (!comparison.hasSucceeded(trial)) {
            return false;
        }
        var settled = comparison.settled();
        int better = 0;
        for (int rival : settled) {
            better += comparison.hasSucceeded(rival) && comparison.isBetter(rival, trial) ? 1 : 0;
        }
        return better < GOOD * settled.length;
    }

    @Override
    public Suggestion suggest(Memory known, History history, Ask ask, RandomStream random) {
        var draws = random.split("portfolio", ask.trial());
        Mind<?> chosen = known.minds().get(0);
        double most = -1;
        for (var mind : known.minds()) {
            double drawn = beta(1 + mind.successes(), 1 + mind.failures(), draws);
            if (drawn > most) {
                most = drawn;
                chosen = mind;
            }
        }
        var suggestion = chosen.suggest(history, ask, random);
        if (suggestion instanceof Suggestion.Propose propose) {
            var note = chosen.member().name() + (propose.note().isEmpty() ? "" : ": " + propose.note());
            return new Suggestion.Propose(propose.configuration(), note, propose.expected());
        }
        return suggestion;
    }

    /** A number of the Beta distribution: of two Gamma numbers the share of the first. */
    private static double beta(double a, double b, RandomStream random) {
        double first = gamma(a, random);
        return first / (first + gamma(b, random));
    }

    /** Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000; shape at least 1. */
    private static double gamma(double shape, RandomStream random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
            if (v > 0 && StrictMath.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }
}
