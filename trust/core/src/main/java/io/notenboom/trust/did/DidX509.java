// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A did:x509 taken apart (did:x509 method, version 0, in the profile of Nuts nodes): the fingerprint of a CA certificate and
 * what the end certificate must hold, as {@code did:x509:0:sha256:<fingerprint>::subject:O:<value>::san:otherName:<value>}.
 * Policies are {@code subject} with serialNumber, CN, L, C, O, OU, ST and STREET, and {@code san} with otherName (OID
 * 2.5.5.5), dns, email and ip. There is no eku policy.
 *
 * @param did the DID
 * @param fingerprint how the CA certificate is named
 * @param policies at least one, in the order of the DID
 */
public record DidX509(Did did, Fingerprint fingerprint, List<Policy> policies) {

    /** Method name. */
    public static final String METHOD = "x509";

    /** Fragment of the only verification method. */
    public static final String KEY_FRAGMENT = "0";

    /** Policy on the subject of the end certificate. */
    public static final String SUBJECT = "subject";

    /** Policy on the subject alternative names of the end certificate. */
    public static final String SAN = "san";

    private static final String VERSION = "0";
    private static final Map<String, Set<String>> KEYS = Map.of(
            SUBJECT,
            Set.of("serialNumber", "CN", "L", "C", "O", "OU", "ST", "STREET"),
            SAN,
            Set.of("otherName", "dns", "email", "ip"));
    private static final int MAX_POLICIES = 16;
    private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9_-]{43,86}");

    /** Checks that no part is missing. */
    public DidX509 {
        Objects.requireNonNull(did, "did");
        Objects.requireNonNull(fingerprint, "fingerprint");
        policies = List.copyOf(policies);
    }

    /**
     * Fingerprint of a CA certificate.
     *
     * @param digest name of the digest, as JCA has it
     * @param value base64url without padding, over the DER
     */
    public record Fingerprint(String digest, String value) {}

    /**
     * What the end certificate must hold.
     *
     * @param name {@value #SUBJECT} or {@value #SAN}
     * @param values by key, decoded
     */
    public record Policy(String name, Map<String, String> values) {

        /** Copies the values. */
        public Policy {
            values = Map.copyOf(values);
        }
    }

    /**
     * Takes a did:x509 apart.
     *
     * @throws DidSyntaxException if it is another method or not of this profile
     */
    public static DidX509 parse(Did did) {
        require(did.method().equals(METHOD), "not a did:x509");
        List<String> parts = Arrays.asList(did.methodSpecificId().split("::", -1));
        String[] head = parts.getFirst().split(":", -1);
        require(
                head.length == 3 && head[0].equals(VERSION),
                "a did:x509 begins with did:x509:0:sha256:<fingerprint>::");
        require(parts.size() > 1 && parts.size() <= MAX_POLICIES + 1, "a did:x509 has 1 to 16 policies");
        List<Policy> policies = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            policies.add(policy(part));
        }
        return new DidX509(did, fingerprint(head[1], head[2]), policies);
    }

    /** Whether the DID demands this value, for example {@code san}, {@code otherName} and the value of that name. */
    public boolean demands(String policy, String key, String value) {
        return policies.stream()
                .anyMatch(one ->
                        one.name().equals(policy) && value.equals(one.values().get(key)));
    }

    private static Fingerprint fingerprint(String algorithm, String value) {
        Fingerprint fingerprint =
                switch (algorithm) {
                    case "sha256" -> new Fingerprint("SHA-256", value);
                    case "sha384" -> new Fingerprint("SHA-384", value);
                    case "sha512" -> new Fingerprint("SHA-512", value);
                    default -> throw new DidSyntaxException("a did:x509 has a SHA-256, SHA-384 or SHA-512 fingerprint");
                };
        require(FINGERPRINT.matcher(value).matches(), "the fingerprint of a did:x509 is base64url");
        return fingerprint;
    }

    private static Policy policy(String text) {
        String[] parts = text.split(":", -1);
        Set<String> keys = KEYS.getOrDefault(parts[0], Set.of());
        require(!keys.isEmpty(), "a did:x509 has the policies subject and san");
        require(parts.length > 1 && parts.length % 2 == 1, "a did:x509 policy is a list of keys with values");
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 1; index < parts.length; index += 2) {
            require(keys.contains(parts[index]), "a did:x509 policy has a key that is not known");
            String value = URLDecoder.decode(parts[index + 1], StandardCharsets.UTF_8);
            require(!value.isEmpty(), "a did:x509 policy has a key without a value");
            require(values.put(parts[index], value) == null, "a did:x509 policy has one key twice");
        }
        return new Policy(parts[0], values);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new DidSyntaxException(problem);
        }
    }
}
