// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.MalformedJwsException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between an event and its compact JWS (RFC 7515). The form is checked in full; signature and place in a stream are not. */
public final class EventCodec {

    private static final long MAX_SEQUENCE = Integer.MAX_VALUE - 8L;
    private static final long MAX_SECONDS = 253_402_300_799L;
    private static final Set<String> NEVER =
            Set.of("jku", "jwk", "x5u", "x5c", "x5t", "kid", "b64", "zip", "enc", "cty");

    private EventCodec() {}

    /**
     * Reads an event.
     *
     * @throws MalformedEventException if it has another form or is too long
     */
    public static UnverifiedEvent decode(String compact) throws MalformedEventException {
        if (compact.length() > EventFormat.MAX_LENGTH_WITH_CERTIFICATE) {
            throw new MalformedEventException("too-long", "the event is longer than 16,384 characters");
        }
        CompactJws jws = parse(compact);
        ObjectNode payload = payload(jws);
        EventHeader header = header(jws);
        if (compact.length() > EventFormat.maxLength(header.type())) {
            throw new MalformedEventException("too-long", "an event of this type has at most 8,192 characters");
        }
        EventId id = EventId.ofSigningInput(compact.substring(0, compact.lastIndexOf('.')));
        RegistryEvent read = PayloadFormat.read(header.type(), header.version(), payload);
        return new UnverifiedEvent(
                id, header, read, UnverifiedEvent.SignerCertificates.in(header.type(), payload), compact);
    }

    private static CompactJws parse(String compact) throws MalformedEventException {
        try {
            CompactJws jws = CompactJws.parse(compact, EventFormat.MAX_LENGTH_WITH_CERTIFICATE);
            if (compact.endsWith(".")) {
                throw new MalformedEventException("not-signed", "the event has no signature");
            }
            return jws;
        } catch (MalformedJwsException e) {
            throw new MalformedEventException("not-a-compact-jws", "an event is a JWS in compact form");
        }
    }

    private static ObjectNode payload(CompactJws jws) throws MalformedEventException {
        try {
            return StrictJson.parseObject(jws.payload(), EventFormat.MAX_LENGTH_WITH_CERTIFICATE);
        } catch (JsonInputException e) {
            throw new MalformedEventException("not-json", "the payload has to be a JSON object, strictly written");
        }
    }

    private static EventHeader header(CompactJws jws) throws MalformedEventException {
        for (String name : NEVER) {
            if (jws.header(name).isPresent()) {
                throw malformed("header parameter " + name + " has no place in an event");
            }
        }
        refuse(!EventFormat.TYPE.equals(text(jws, "typ")), "typ has to be " + EventFormat.TYPE);
        SignatureAlgorithm algorithm = SignatureAlgorithm.ofJoseName(jws.algorithm())
                .filter(EventFormat.ALGORITHMS::contains)
                .orElseThrow(() -> malformed("alg has to be ES256, ES384 or PS256"));
        long sequence = number(jws, "seq", MAX_SEQUENCE);
        boolean genesis = sequence == 0;
        requireCritical(
                jws.header("crit").orElse(null), genesis ? EventFormat.CRITICAL_IN_GENESIS : EventFormat.CRITICAL);
        refuse(
                genesis && (jws.header("sid").isPresent() || jws.header("prev").isPresent()),
                "a genesis has neither sid nor prev");
        String type = EventFormat.knownOr(text(jws, "evt"));
        refuse(type.isEmpty() || type.length() > 64, "evt has 1 to 64 characters");
        String thumbprint = text(jws, "x5t#S256");
        refuse(!EventId.hasForm(thumbprint), "x5t#S256 is the base64url form of 32 bytes");
        int version = (int) number(jws, "ver", Integer.MAX_VALUE);
        refuse(version < 1, "ver is 1 or higher");
        return new EventHeader(
                algorithm.joseName(),
                text(jws, "net"),
                genesis ? null : id(jws, "sid"),
                sequence,
                genesis ? null : id(jws, "prev"),
                Instant.ofEpochSecond(number(jws, "iat", MAX_SECONDS)),
                type,
                version,
                thumbprint);
    }

    private static void requireCritical(@Nullable JsonNode crit, List<String> expected) throws MalformedEventException {
        Set<String> names = new HashSet<>();
        if (crit instanceof ArrayNode array && array.size() == expected.size()) {
            array.forEach(name -> names.add(name.isTextual() ? name.textValue() : ""));
        }
        if (names.size() != expected.size() || !names.containsAll(expected)) {
            throw malformed("crit has to list exactly " + String.join(", ", expected));
        }
    }

    private static String text(CompactJws jws, String name) throws MalformedEventException {
        return jws.headerText(name).orElseThrow(() -> malformed(name + " has to be a text"));
    }

    private static long number(CompactJws jws, String name, long max) throws MalformedEventException {
        return jws.header(name)
                .filter(value -> value.isIntegralNumber() && value.canConvertToLong())
                .map(JsonNode::longValue)
                .filter(value -> value >= 0 && value <= max)
                .orElseThrow(() -> malformed(name + " has to be a whole number from 0"));
    }

    private static EventId id(CompactJws jws, String name) throws MalformedEventException {
        try {
            return new EventId(text(jws, name));
        } catch (IllegalArgumentException e) {
            throw malformed(name + " is the base64url form of 32 bytes");
        }
    }

    private static void refuse(boolean wrong, String problem) throws MalformedEventException {
        if (wrong) {
            throw malformed(problem);
        }
    }

    private static MalformedEventException malformed(String problem) {
        return new MalformedEventException("header-malformed", problem);
    }

    /**
     * The signing input of a new event: protected header and payload, joined by a dot. The event is this text, a dot and the
     * base64url form of the signature.
     */
    public static String signingInput(EventHeader header, RegistryEvent payload) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("alg", header.algorithm());
        json.put("typ", EventFormat.TYPE);
        ArrayNode crit = json.putArray("crit");
        (header.isGenesis() ? EventFormat.CRITICAL_IN_GENESIS : EventFormat.CRITICAL).forEach(crit::add);
        json.put("net", header.network());
        if (header.stream() != null) {
            json.put("sid", header.stream().value());
        }
        json.put("seq", header.sequence());
        if (header.previous() != null) {
            json.put("prev", header.previous().value());
        }
        json.put("iat", header.issuedAt().getEpochSecond());
        json.put("evt", header.type());
        json.put("ver", header.version());
        json.put("x5t#S256", header.signerThumbprint());
        return segment(json) + "." + segment(PayloadFormat.write(payload));
    }

    /** The compact form, from signing input and signature. */
    public static String compact(String signingInput, byte[] signature) {
        return signingInput + "." + encode(signature);
    }

    private static String segment(ObjectNode json) {
        return encode(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
