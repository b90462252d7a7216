// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509.denylist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JoseException;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.VerifiedJws;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A verified denylist: a compact JWS, signed with Ed25519, whose payload is a JSON array of {@code {"issuer","serialnumber",
 * "jwkthumbprint","reason"}}. Lists made here carry a number ({@code seq}), when they were made ({@code iat}) and, if wished,
 * when they end ({@code exp}) in the protected header, where software that does not know them passes over them. Immutable.
 */
@CheckReturnValue
public final class Denylist {

    /** Most bytes of a list. */
    public static final int MAX_BYTES = 1_048_576;

    /** Most entries. */
    public static final int MAX_ENTRIES = 10_000;

    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(SignatureAlgorithm.EDDSA);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final String NUMBER = "seq";
    private static final String MADE = "iat";
    private static final String END = "exp";

    private final String serialized;
    private final List<DenylistEntry> entries;
    private final Map<String, List<DenylistEntry>> byKey;
    private final Optional<Long> number;
    private final Optional<Instant> made;
    private final Optional<Instant> end;

    private Denylist(VerifiedJws jws, List<DenylistEntry> entries) {
        this.serialized = jws.jws().serialized();
        this.entries = List.copyOf(entries);
        this.byKey = entries.stream().collect(Collectors.groupingBy(DenylistEntry::jwkThumbprint));
        this.number = numberOf(jws, NUMBER);
        this.made = numberOf(jws, MADE).map(Instant::ofEpochSecond);
        this.end = numberOf(jws, END).map(Instant::ofEpochSecond);
    }

    /**
     * Verifies and reads a list.
     *
     * @param keys the pinned keys, of which one has to have signed it
     * @throws UnfitCertificateInputException that says what is wrong with it
     */
    public static Denylist verify(String text, Collection<PublicKey> keys, Instant now) {
        VerifiedJws jws = verified(text.strip(), keys);
        Denylist list = new Denylist(jws, entries(jws.payload()));
        if (list.made.filter(at -> at.isAfter(now.plus(CLOCK_SKEW))).isPresent()) {
            throw new UnfitCertificateInputException("the denylist was made in the future");
        }
        if (list.end.filter(at -> !at.isAfter(now)).isPresent()) {
            throw new UnfitCertificateInputException("the denylist has ended");
        }
        return list;
    }

    /**
     * The same for a list that was verified before and kept: it may have ended, which {@link #isCurrent} tells.
     *
     * @throws UnfitCertificateInputException if it is not the list that was kept
     */
    public static Denylist verifyKept(String text, Collection<PublicKey> keys) {
        VerifiedJws jws = verified(text.strip(), keys);
        return new Denylist(jws, entries(jws.payload()));
    }

    private static VerifiedJws verified(String text, Collection<PublicKey> keys) {
        try {
            CompactJws parsed = CompactJws.parse(text, MAX_BYTES);
            for (PublicKey key : keys) {
                try {
                    return JwsVerifier.verify(parsed, key, ALGORITHMS);
                } catch (InvalidSignatureException anotherKey) {
                    // perhaps the next
                }
            }
        } catch (JoseException malformed) {
            throw new UnfitCertificateInputException("the denylist is no compact JWS");
        }
        throw new UnfitCertificateInputException("the denylist is not signed with a known key");
    }

    /**
     * Reads the payload of a list, or the file that somebody keeps it in.
     *
     * @throws UnfitCertificateInputException if it is not an array of entries, or has too many
     */
    public static List<DenylistEntry> entries(byte[] json) {
        try {
            JsonNode array = StrictJson.parse(json, MAX_BYTES);
            if (!array.isArray() || array.size() > MAX_ENTRIES) {
                throw new UnfitCertificateInputException(
                        "a denylist is an array of at most " + MAX_ENTRIES + " entries");
            }
            List<DenylistEntry> entries = new ArrayList<>(array.size());
            for (JsonNode entry : array) {
                entries.add(new DenylistEntry(
                        text(entry, "issuer"),
                        text(entry, "serialnumber"),
                        text(entry, "jwkthumbprint"),
                        entry.path("reason").asText("")));
            }
            return entries;
        } catch (JsonInputException malformed) {
            throw new UnfitCertificateInputException("the denylist is no JSON: " + malformed.getMessage());
        }
    }

    private static String text(JsonNode entry, String name) {
        JsonNode value = entry.path(name);
        if (!value.isTextual()) {
            throw new UnfitCertificateInputException("an entry of the denylist lacks " + name);
        }
        return value.textValue();
    }

    private static Optional<Long> numberOf(VerifiedJws jws, String name) {
        Optional<JsonNode> value = jws.header(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().isIntegralNumber()
                || !value.get().canConvertToLong()
                || value.get().longValue() < 0) {
            throw new UnfitCertificateInputException("the header " + name + " of the denylist is no number");
        }
        return Optional.of(value.get().longValue());
    }

    /** The entries as JSON, as {@link #entries(byte[])} reads them. */
    public static byte[] json(List<DenylistEntry> entries) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (DenylistEntry entry : entries) {
            ObjectNode node = array.addObject();
            node.put("issuer", entry.issuer());
            node.put("serialnumber", entry.serialNumber());
            node.put("jwkthumbprint", entry.jwkThumbprint());
            node.put("reason", entry.reason());
        }
        return StrictJson.write(array);
    }

    /**
     * Signs a list.
     *
     * @param number higher than that of every list before
     * @param validity after which nobody should rely on it any more; null if it does not end
     * @param signer signs with an Ed25519 key
     * @return the compact JWS
     * @throws UnfitCertificateInputException if it would be longer than anybody takes
     */
    public static String sign(
            List<DenylistEntry> entries, long number, Instant now, @Nullable Duration validity, JwsSigner signer) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put(NUMBER, number).put(MADE, now.getEpochSecond());
        if (validity != null) {
            header.put(END, now.plus(validity).getEpochSecond());
        }
        String text = Jws.sign(header, json(entries), signer).serialized();
        if (entries.size() > MAX_ENTRIES || text.length() > MAX_BYTES) {
            throw new UnfitCertificateInputException(
                    "a denylist has at most " + MAX_ENTRIES + " entries and " + MAX_BYTES + " bytes");
        }
        return text;
    }

    /** The entry that means a certificate; empty if it is not denied. */
    public Optional<DenylistEntry> entryFor(X509Certificate certificate) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        return DenylistEntry.thumbprint(certificate)
                .flatMap(thumbprint -> byKey.getOrDefault(thumbprint, List.of()).stream()
                        .filter(entry -> entry.means(certificate, thumbprint))
                        .findFirst());
    }

    /**
     * Whether this list may take the place of another one: never one with a lower number, one without a number after one that
     * has one, or another one with the same number. Lists without numbers cannot be put in order.
     */
    public boolean mayFollow(Denylist known) {
        if (known.number.isEmpty() || serialized.equals(known.serialized)) {
            return true;
        }
        return number.isPresent() && number.get() > known.number.get();
    }

    /** Whether it has not ended. */
    public boolean isCurrent(Instant now) {
        return end.filter(at -> !at.isAfter(now)).isEmpty();
    }

    /** All entries. */
    public List<DenylistEntry> entries() {
        return entries;
    }

    /** Its number, if it has one. */
    public Optional<Long> number() {
        return number;
    }

    /** When it was made, if it says so. */
    public Optional<Instant> made() {
        return made;
    }

    /** When it ends, if it does. */
    public Optional<Instant> end() {
        return end;
    }

    /** The JWS. */
    public String serialized() {
        return serialized;
    }
}
