// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.fleet.Change;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.InvalidCustomerException;
import io.notenboom.hosting.customer.SpecProblem;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What several operations read and answer alike. */
final class Answers {

    private static final int MAX_BODY = 65_536;
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private Answers() {}

    static ProblemException problem(HostingProblem type, String whatToDo) {
        return new ProblemException(type, whatToDo);
    }

    /** A customer id in a path; what has another form is not there. */
    static CustomerId customer(String id) {
        return CustomerId.tryParse(id).orElseThrow(Answers::unknownCustomer);
    }

    static ProblemException unknownCustomer() {
        return problem(
                HostingProblem.NOT_FOUND,
                "There is no customer with this id; list them with GET /hosting/v1/customers.");
    }

    /** A specification, JSON or YAML. */
    static CustomerSpec specification(byte[] body) {
        try {
            return CustomerDocument.read(new String(body, StandardCharsets.UTF_8));
        } catch (InvalidCustomerException invalid) {
            throw refused(invalid.problems());
        }
    }

    static ProblemException refused(List<SpecProblem> problems) {
        return problem(
                HostingProblem.SPECIFICATION_REFUSED,
                problems.stream().map(SpecProblem::toString).collect(Collectors.joining("; ")) + ".");
    }

    /** One JSON object with no other fields than these. */
    static ObjectNode object(byte[] body, Set<String> fields) {
        ObjectNode object;
        try {
            object = StrictJson.parseObject(body, MAX_BODY);
        } catch (JsonInputException malformed) {
            throw problem(
                    HostingProblem.INVALID_REQUEST,
                    "Send one JSON object in UTF-8, without repeated names, of at most 64 kB.");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            if (!fields.contains(names.next())) {
                throw problem(
                        HostingProblem.INVALID_REQUEST, "Send these fields only: " + String.join(", ", fields) + ".");
            }
        }
        return object;
    }

    /** A text of a body. */
    static String text(ObjectNode body, String field, int longest) {
        String text =
                body.path(field).isTextual() ? body.path(field).textValue().strip() : "";
        if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw problem(
                    HostingProblem.INVALID_REQUEST, "Give " + field + " as a text of 1 to " + longest + " characters.");
        }
        return text;
    }

    /** A text of a body that may be left out; null then. */
    static @Nullable String optionalText(ObjectNode body, String field, int longest) {
        return body.has(field) ? text(body, field, longest) : null;
    }

    /** A whole number of a body, or what is usual. */
    static int number(ObjectNode body, String field, int least, int most, int usual) {
        if (!body.has(field)) {
            return usual;
        }
        int number = body.path(field).canConvertToInt() && body.path(field).isIntegralNumber()
                ? body.path(field).intValue()
                : least - 1;
        if (number < least || number > most) {
            throw problem(
                    HostingProblem.INVALID_REQUEST,
                    "Give " + field + " as a whole number from " + least + " to " + most + ".");
        }
        return number;
    }

    /** The generation in {@code If-Match}; empty for {@code *}. */
    static OptionalLong generation(@Nullable String match) {
        if (match == null) {
            throw problem(
                    HostingProblem.VERSION_MISSING,
                    "Send the ETag of the customer in If-Match, as GET answered it, or *.");
        }
        Matcher tag = TAG.matcher(match.strip());
        if (tag.matches()) {
            return OptionalLong.of(Long.parseLong(tag.group(1)));
        }
        if (match.strip().equals("*")) {
            return OptionalLong.empty();
        }
        throw problem(HostingProblem.VERSION_CHANGED, "If-Match is no ETag of this customer: read it again.");
    }

    /** The problem of a change that was not made. */
    static ProblemException refusal(Change change) {
        return switch (change) {
            case Change.Refused refused -> refused(refused.problems());
            case Change.Taken unused ->
                problem(HostingProblem.ID_TAKEN, "Choose another id: an id is never given to another customer.");
            case Change.Unknown unused -> unknownCustomer();
            case Change.Outdated unused ->
                problem(HostingProblem.VERSION_CHANGED, "Somebody else changed it: read it again, and send its ETag.");
            case Change.Ending unused ->
                problem(HostingProblem.ENDING, "Its destruction was approved, which cannot be taken back.");
            case Change.Accepted accepted -> throw new IllegalStateException("no refusal: " + accepted);
            case Change.Possible possible -> throw new IllegalStateException("no refusal: " + possible);
        };
    }
}
