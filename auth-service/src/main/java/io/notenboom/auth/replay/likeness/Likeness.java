// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.likeness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.notenboom.auth.replay.signed.JwtText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares JSON of ours with recorded JSON: the same members, the same types, the same values; but a value that each side
 * chooses at random has the same form, a signature only has to be there, and a time may differ by as long as the exchange took.
 * JWTs are compared by what is in them.
 */
public final class Likeness {

    private static final Set<String> SIGNATURES = Set.of("jws", "proofValue");
    private static final Set<String> RANDOM =
            Set.of("jti", "nonce", "challenge", "access_token", "statusListIndex", "seed");
    private static final Set<String> NAMES = Set.of("id", "kid", "verificationMethod", "dpop_kid", "retract_jti");
    private static final Set<String> TIMES = Set.of(
            "iat",
            "exp",
            "nbf",
            "created",
            "expires",
            "issuanceDate",
            "validFrom",
            "validUntil",
            "expirationDate",
            "expires_at",
            "expires_in",
            "updated");
    private static final Set<String> KEY = Set.of("x", "y");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern LIST_INDEX = Pattern.compile("#[0-9]{1,9}$");
    private static final Set<String> ONE_OR_MANY =
            Set.of("aud", "credentialSubject", "proof", "verifiableCredential", "type");
    private static final Set<String> UNORDERED = Set.of("type", "@context", "did_methods_supported", "txs");
    private static final Pattern RANDOM_NAME = Pattern.compile("[A-Za-z0-9_-]{20,64}|[0-9a-f-]{36}");
    private static final int SHOWN = 60;

    private final Duration tolerance;
    private final Set<String> oursMayHave;
    private final boolean newDid;
    private final List<String> differences = new ArrayList<>();

    private Likeness(Duration tolerance, Set<String> oursMayHave, boolean newDid) {
        this.tolerance = tolerance;
        this.oursMayHave = oursMayHave;
        this.newDid = newDid;
    }

    /**
     * What differs.
     *
     * @param tolerance how far times may be apart
     * @param oursMayHave names of members that ours may have and theirs lack
     */
    public static List<String> differences(
            JsonNode theirs, JsonNode ours, Duration tolerance, Set<String> oursMayHave) {
        Likeness likeness = new Likeness(tolerance, oursMayHave, false);
        likeness.compare("$", "", theirs, ours);
        return likeness.differences;
    }

    /** What differs between two new DIDs with their documents: the part of a DID that is a UUID is random, too. */
    public static List<String> differencesOfNewDids(JsonNode theirs, JsonNode ours, Duration tolerance) {
        Likeness likeness = new Likeness(tolerance, Set.of(), true);
        likeness.compare("$", "", theirs, ours);
        return likeness.differences;
    }

    private void compare(String path, String name, JsonNode theirs, JsonNode ours) {
        if (theirs.equals(ours) || sameNumber(theirs, ours)) {
            return;
        }
        if (ONE_OR_MANY.contains(name) && theirs.isArray() != ours.isArray()) {
            compareArrays(path, name, array(theirs), array(ours));
            return;
        }
        if (theirs.isObject() && ours.isObject()) {
            compareObjects(path, theirs, ours);
        } else if (theirs.isArray() && ours.isArray()) {
            compareArrays(path, name, theirs, ours);
        } else if (!likeTimes(name, theirs, ours) && !(theirs.isTextual() && ours.isTextual())) {
            differ(path, theirs, ours);
        } else if (theirs.isTextual() && ours.isTextual()) {
            compareTexts(path, name, theirs, ours);
        }
    }

    private static boolean sameNumber(JsonNode theirs, JsonNode ours) {
        return theirs.isNumber() && ours.isNumber() && theirs.decimalValue().compareTo(ours.decimalValue()) == 0;
    }

    private static JsonNode array(JsonNode node) {
        return node.isArray() ? node : JsonNodeFactory.instance.arrayNode().add(node);
    }

    private void compareObjects(String path, JsonNode theirs, JsonNode ours) {
        Set<String> names = new TreeSet<>();
        theirs.fieldNames().forEachRemaining(names::add);
        ours.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!ours.has(name)) {
                differences.add(path + "." + name + ": only they have it");
            } else if (theirs.has(name)) {
                compare(path + "." + name, name, theirs.path(name), ours.path(name));
            } else if (!oursMayHave.contains(name)) {
                differences.add(path + "." + name + ": only ours has it");
            }
        }
    }

    private void compareArrays(String path, String name, JsonNode theirs, JsonNode ours) {
        if (theirs.size() != ours.size()) {
            differences.add(path + ": they have " + theirs.size() + " elements, ours has " + ours.size());
            return;
        }
        if (UNORDERED.contains(name)) {
            if (!elements(theirs).equals(elements(ours))) {
                differ(path, theirs, ours);
            }
            return;
        }
        if (name.equals("verifiableCredential") && sameInAnyOrder(theirs, ours)) {
            return;
        }
        for (int i = 0; i < theirs.size(); i++) {
            compare(path + "[" + i + "]", name, theirs.get(i), ours.get(i));
        }
    }

    private boolean sameInAnyOrder(JsonNode theirs, JsonNode ours) {
        List<JsonNode> left = new ArrayList<>();
        ours.forEach(left::add);
        for (JsonNode element : theirs) {
            Optional<JsonNode> same = left.stream()
                    .filter(candidate -> isLike(element, candidate))
                    .findFirst();
            if (same.isEmpty()) {
                return false;
            }
            left.remove(same.get());
        }
        return true;
    }

    private boolean isLike(JsonNode theirs, JsonNode ours) {
        Likeness likeness = new Likeness(tolerance, oursMayHave, newDid);
        likeness.compare("$", "", theirs, ours);
        return likeness.differences.isEmpty();
    }

    private static Set<String> elements(JsonNode array) {
        Set<String> elements = new TreeSet<>();
        array.forEach(element -> elements.add(element.toString()));
        return elements;
    }

    private void compareTexts(String path, String name, JsonNode theirs, JsonNode ours) {
        if (SIGNATURES.contains(name)
                || (RANDOM.contains(name) && !ours.textValue().isEmpty())) {
            if (theirs.textValue().isEmpty()) {
                differ(path, theirs, ours);
            }
            return;
        }
        if (name.equals("encodedList") && EncodedBits.same(theirs.textValue(), ours.textValue())) {
            return;
        }
        if (KEY.contains(name)
                && theirs.textValue().length() == ours.textValue().length()) {
            return;
        }
        if ((NAMES.contains(name) || newDid) && form(theirs).equals(form(ours))) {
            return;
        }
        Optional<JwtText> one = JwtText.read(theirs.textValue());
        Optional<JwtText> other = JwtText.read(ours.textValue());
        if (one.isPresent() && other.isPresent()) {
            compare(path + "<header>", "", one.get().header(), other.get().header());
            compare(path + "<payload>", "", one.get().payload(), other.get().payload());
        } else if (!likeTimes(name, theirs, ours)) {
            differ(path, theirs, ours);
        }
    }

    /** Only what comes after the DID, or the whole when it is no DID, is random. */
    private String form(JsonNode id) {
        String text = newDid ? UUID.matcher(id.textValue()).replaceAll("UUID") : id.textValue();
        int fragment = text.indexOf('#');
        String fixed = text.startsWith("did:") && fragment > 0 ? text.substring(0, fragment) : "";
        String rest = text.substring(fixed.length());
        if (fixed.isEmpty() && RANDOM_NAME.matcher(text).matches()) {
            return "RANDOM";
        }
        if (!fixed.isEmpty() && RANDOM_NAME.matcher(rest.substring(1)).matches()) {
            return fixed + "#RANDOM";
        }
        return fixed + LIST_INDEX.matcher(UUID.matcher(rest).replaceAll("UUID")).replaceAll("#N");
    }

    private boolean likeTimes(String name, JsonNode theirs, JsonNode ours) {
        if (!TIMES.contains(name)) {
            return false;
        }
        Optional<Instant> one = time(theirs);
        Optional<Instant> other = time(ours);
        return theirs.getNodeType() == ours.getNodeType()
                && one.isPresent()
                && other.isPresent()
                && Duration.between(one.get(), other.get()).abs().compareTo(tolerance) <= 0;
    }

    private static Optional<Instant> time(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(Instant.ofEpochMilli((long) (node.doubleValue() * 1000)));
        }
        try {
            return Optional.of(OffsetDateTime.parse(node.asText()).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private void differ(String path, JsonNode theirs, JsonNode ours) {
        differences.add(path + ": they say " + shown(theirs) + ", ours says " + shown(ours));
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
