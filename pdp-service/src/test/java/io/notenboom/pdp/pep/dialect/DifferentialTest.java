// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.dialect.SameRequest.Told;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** The same request, told in every dialect that can tell it, gets the same decision and has the same hash. */
class DifferentialTest {

    private static final AtomicInteger PERMITTED = new AtomicInteger();
    private static final AtomicInteger DENIED = new AtomicInteger();

    private final Decisions decisions = new Decisions();

    /** A property that only ever saw one outcome would show nothing. */
    @AfterContainer
    static void bothOutcomesWereSeen() {
        assertThat(PERMITTED.get()).isGreaterThan(20);
        assertThat(DENIED.get()).isGreaterThan(200);
    }

    @Property(tries = 600)
    void everyDialectGivesTheSameAnswer(@ForAll("requests") SameRequest request) {
        Map<String, Told> answers = new TreeMap<>();
        for (Dialect dialect : Dialect.values()) {
            if (request.tellableIn(dialect)) {
                answers.put(dialect.wireName(), decisions.ask(request, dialect));
            }
        }
        assertThat(answers).as(request.toString()).hasSizeGreaterThan(4);
        assertThat(answers.values().stream().distinct().toList())
                .as("%s: %s", request, answers)
                .hasSize(1);
        Told told = answers.values().iterator().next();
        (told.effect().equals("permit") ? PERMITTED : DENIED).incrementAndGet();
        assertThat(told.effect().equals("deny") || !told.hash().isEmpty()).isTrue();
    }

    @Property(tries = 300)
    void whatDiffersHasAnotherHash(@ForAll("requests") SameRequest one, @ForAll("requests") SameRequest other) {
        Told first = decisions.ask(one, Dialect.ORIGINAL);
        Told second = decisions.ask(other, Dialect.ORIGINAL);
        if (!first.hash().isEmpty() && !second.hash().isEmpty()) {
            assertThat(first.hash().equals(second.hash()))
                    .as("%s and %s", one, other)
                    .isEqualTo(one.asksTheSameAs(other));
        }
    }

    @Provide
    Arbitrary<SameRequest> requests() {
        Arbitrary<String> plain = Arbitraries.of(
                "Composition/1",
                "Composition/1",
                "Composition/1",
                "Observation/1",
                "Observation/1",
                "Observation/2",
                "Patient/9",
                "Task/task-f1",
                "Task/task-f1",
                "Unknown/1",
                "Composition/x_y");
        Arbitrary<String> odd = Arbitraries.of(
                "Composition/../Patient/9",
                "Composition//1",
                "Composition/%31",
                "composition/1",
                "Composition/1/",
                "Composition/1/_history/1",
                "Composition/1;v=2",
                "Composition/1/$everything");
        Arbitrary<String> paths = Arbitraries.frequencyOf(
                Tuple.of(5, plain), Tuple.of(1, Arbitraries.just("Composition/1/$document")), Tuple.of(1, odd));
        Arbitrary<String> methods =
                Arbitraries.of("GET", "GET", "GET", "GET", "PUT", "POST", "DELETE", "PATCH", "HEAD");
        Arbitrary<List<String>> queries = Arbitraries.of(
                List.of(),
                List.of(),
                List.of("_format=json"),
                List.of("_pretty=true"),
                List.of("_format=json", "_pretty=true"),
                List.of("_pretty=true", "_format=json"),
                List.of("_elements=id"),
                List.of("_format=html"));
        Arbitrary<String> tokens = Arbitraries.of("reader", "reader", "reader", "stranger", "ended", "scopeless");
        Arbitrary<String> bodies = Arbitraries.of("completed", "completed", "changed", "other", "broken");
        return Combinators.combine(methods, paths, queries, tokens, bodies)
                .as((method, path, query, token, body) ->
                        new SameRequest(method, path, query, token, method.equals("PUT") ? body : ""));
    }
}
