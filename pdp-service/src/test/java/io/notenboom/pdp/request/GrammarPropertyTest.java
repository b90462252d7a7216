// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** The grammar against targets that are almost right, and a second description of what is right. */
class GrammarPropertyTest {

    private static final RequestGrammar PLAIN =
            new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL);
    private static final RequestGrammar NARROW = new RequestGrammar(
            EndpointKind.FHIR,
            "/fhir",
            FhirVersion.STU3,
            BodyMode.FULL,
            RequestGrammar.Options.NONE.withNarrowScopes(true));

    /** The whole of what a plain grammar may take, written as one expression. */
    private static final Pattern CANONICAL = Pattern.compile(
            "/fhir/[A-Z][A-Za-z]+/(?!\\.{1,2}(?:[/?]|$))[A-Za-z0-9.-]{1,64}"
                    + "(?:/\\$document)?(?:\\?(?:_format=[a-z/+]+|_pretty=(?:true|false))(?:&(?:_format=[a-z/+]+|_pretty=(?:true|false)))?)?");

    private static final String[] STARTS = {
        "/fhir/Task/1", "/fhir/Composition/9/$document", "/fhir/Observation/a.b-C?_format=json&_pretty=true"
    };
    private static final String[] PIECES = {
        "/",
        "//",
        ".",
        "..",
        "/..",
        "%2e",
        "%2F",
        "%00",
        "?",
        "&",
        "=",
        ";",
        "#",
        "\\",
        "$",
        "_",
        "*",
        ":",
        "@",
        " ",
        "\t",
        "\r\n",
        "\u0000",
        "é",
        "／",
        "Task",
        "_history",
        "$everything",
        "_format",
        "_include=a",
        "1",
        "~",
        "|",
        "+",
        "http://"
    };

    /** A right target with something put in, and perhaps something taken out. */
    @Provide
    Arbitrary<String> almostRight() {
        Arbitrary<Tuple2<String, Integer>> change = Combinators.combine(
                        Arbitraries.of(PIECES), Arbitraries.integers().between(0, 60))
                .as(Tuple::of);
        return Combinators.combine(
                        Arbitraries.of(STARTS),
                        change.list().ofMaxSize(3),
                        Arbitraries.integers().between(0, 3))
                .as((start, changes, removed) -> {
                    StringBuilder target = new StringBuilder(start);
                    for (Tuple2<String, Integer> one : changes) {
                        int at = Math.min(one.get2(), target.length());
                        target.insert(at, one.get1());
                        target.delete(at, Math.min(target.length(), at + (removed == 3 ? 1 : 0)));
                    }
                    return target.toString();
                });
    }

    @Property(tries = 5000)
    void whatIsReadIsCanonicalAlready(@ForAll("almostRight") String target) {
        if (canonicalise("GET", target, PLAIN) instanceof CanonicalRequest request) {
            assertThat(CANONICAL.matcher(target).matches()).as(target).isTrue();
            assertThat(target).startsWith(request.path());
            String rest = request.path().substring("/fhir/".length());
            assertThat(rest).isIn(request.reference(), request.reference() + "/$document");
            assertThat(FhirVersion.STU3.types()).contains(request.resource().type());
        }
    }

    /** Options open more forms, and change none of those that are there without them. */
    @Property(tries = 3000)
    void optionsChangeNothingThatIsReadWithoutThem(@ForAll("almostRight") String target) {
        if (canonicalise("GET", target, PLAIN) instanceof CanonicalRequest plain) {
            assertThat(canonicalise("GET", target, NARROW)).isInstanceOfSatisfying(CanonicalRequest.class, narrow -> {
                assertThat(narrow.resource()).isEqualTo(plain.resource());
                assertThat(narrow.interaction()).isEqualTo(plain.interaction());
            });
        }
    }

    /** Whatever comes, there is an answer and no exception. */
    @Property(tries = 3000)
    void anythingGetsAnAnswer(
            @ForAll String method,
            @ForAll String target,
            @ForAll String name,
            @ForAll String value,
            @ForAll String content) {
        RawRequest request = new RawRequest(
                method,
                target,
                List.of(new RawHeader(name, value), new RawHeader("Authorization", value)),
                RawBody.of(content.getBytes(StandardCharsets.UTF_8)));
        for (EndpointKind kind : EndpointKind.values()) {
            RequestGrammar grammar = new RequestGrammar(kind, "/fhir", FhirVersion.R4, BodyMode.FULL);
            assertThat(Canonicaliser.canonicalise(request, grammar)).isNotNull();
        }
    }

    /** Any bytes as the body of an update, in either format. */
    @Property(tries = 2000)
    void anyBodyGetsAnAnswer(@ForAll byte[] content, @ForAll boolean xml) {
        RawRequest request = new RawRequest(
                "PUT",
                "/fhir/Task/1",
                List.of(
                        new RawHeader("Authorization", "Bearer x"),
                        new RawHeader("Content-Type", xml ? "application/fhir+xml" : "application/fhir+json")),
                RawBody.of(content));
        assertThat(Canonicaliser.canonicalise(request, PLAIN)).isInstanceOf(NonCanonical.class);
    }

    private static CanonicalOutcome canonicalise(String method, String target, RequestGrammar grammar) {
        return Canonicaliser.canonicalise(
                new RawRequest(method, target, List.of(new RawHeader("Authorization", "Bearer x")), RawBody.none()),
                grammar);
    }
}
