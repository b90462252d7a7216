// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.opa.RulesQuestion;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of cases. What kind it holds is seen from its content:
 *
 * <ul>
 *   <li>requests: {@code fixture} and {@code cases} with {@code method}, {@code target}, {@code expected}
 *   <li>derivations: {@code rules} and {@code cases} with {@code composition}, {@code expected}
 *   <li>decisions: {@code tenants}, {@code profiles}, {@code flows}, {@code tokens} and {@code cases} with {@code request},
 *       {@code expect}; perhaps {@code sequences}
 *   <li>calls of enforcement points: {@code cases} with {@code pep}, {@code http}, {@code expected}
 * </ul>
 */
public final class CaseFile {

    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final Path path;
    private final JsonNode content;
    private final Kind kind;

    /** What the cases are about. */
    public enum Kind {
        /** Raw requests and what they are in canonical form. */
        REQUESTS,
        /** Compositions and what a flow opens of them. */
        DERIVATIONS,
        /** Requests with tokens and flows, and the decision. */
        DECISIONS,
        /** What enforcement points send, and the request that is read from it. */
        CALLS
    }

    private CaseFile(Path path, JsonNode content, Kind kind) {
        this.path = path;
        this.content = content;
        this.kind = kind;
    }

    /**
     * Reads a file.
     *
     * @throws CaseFormatException when it cannot be read or is of no kind that is understood
     */
    public static CaseFile read(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new CaseFormatException(path + " is larger than 64 MB.");
            }
            JsonNode content = StrictJson.parse(Files.readAllBytes(path), MAX_BYTES);
            return new CaseFile(path, content, kind(path, content));
        } catch (IOException unreadable) {
            throw new CaseFormatException(path + " cannot be read.");
        } catch (JsonInputException malformed) {
            throw new CaseFormatException(path + " is no JSON: " + malformed.getMessage() + ".");
        }
    }

    private static Kind kind(Path path, JsonNode content) {
        JsonNode first = content.path("cases").path(0);
        if (first.has("request") && first.has("expect") && content.has("tenants") && content.has("profiles")) {
            return Kind.DECISIONS;
        }
        if (first.has("pep") && first.has("http") && first.has("expected")) {
            return Kind.CALLS;
        }
        if (first.has("composition") && first.has("expected")) {
            return Kind.DERIVATIONS;
        }
        if (first.has("target") && first.has("expected") && content.has("fixture")) {
            return Kind.REQUESTS;
        }
        throw new CaseFormatException(
                path + " is no file of cases: its \"cases\" hold neither requests (fixture, target,"
                        + " expected), derivations (composition, expected), calls (pep, http, expected) nor decisions (tenants,"
                        + " profiles, request, expect).");
    }

    /** Where it was read. */
    public Path path() {
        return path;
    }

    /** What its cases are about. */
    public Kind kind() {
        return kind;
    }

    /**
     * Runs all cases.
     *
     * @param profiles the profiles whose states and steps the file may refer to
     */
    public List<CaseResult> run(ProfileCatalogue profiles) {
        return switch (kind) {
            case REQUESTS -> RequestCases.run(content);
            case DERIVATIONS -> DeriveCases.run(content);
            case DECISIONS -> new DecisionCases(content, profiles).run();
            case CALLS -> CallCases.run(content);
        };
    }

    /**
     * Every question of the cases, for the rules in Rego; only requests and decisions are.
     *
     * @throws CaseFormatException when the cases are of another kind
     */
    public List<RulesQuestion> questions(ProfileCatalogue profiles) {
        return switch (kind) {
            case REQUESTS -> RequestCases.questions(content);
            case DECISIONS -> new DecisionCases(content, profiles).questions();
            case DERIVATIONS, CALLS -> throw new CaseFormatException(path + " holds neither requests nor decisions.");
        };
    }

    /** The FHIR version that a text such as {@code 3.0.2} names; STU3 when there is none. */
    static FhirVersion version(JsonNode text) {
        return text.asText("").startsWith("4.") ? FhirVersion.R4 : FhirVersion.STU3;
    }
}
