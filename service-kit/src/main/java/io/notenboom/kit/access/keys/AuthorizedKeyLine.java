// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import io.notenboom.kit.access.Scopes;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.Jwk;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Reads one line of an authorized_keys file (sshd(8)): options, type, key, comment. Two options are known, {@code scopes} and
 * {@code subjects}, each with a list in quotes; any other one is an error, because passing over what limits a key would widen
 * it.
 */
final class AuthorizedKeyLine {

    private static final Pattern LINE = Pattern.compile(
            "(?:(?<options>[^\\s\"]+(?:\"[^\"]*\"[^\\s\"]*)*)\\s+)??(?<type>(?:ssh-|ecdsa-|sk-)[a-z0-9@.-]+)\\s+"
                    + "(?<key>[A-Za-z0-9+/]+={0,2})(?:\\s+(?<comment>.*))?");
    private static final Pattern OPTION = Pattern.compile("(?<name>[a-z0-9@.-]+)=\"(?<value>[^\"]*)\"(?:,|$)");
    private static final Set<String> TYPES =
            Set.of("ssh-rsa", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");
    private static final int MAX_USER = 128;

    /** What a line holds. */
    sealed interface Line {}

    /** A key that can be used. */
    record Usable(AuthorizedKey key) implements Line {}

    /** A key that cannot be used. */
    record Unfit(String reason) implements Line {}

    private AuthorizedKeyLine() {}

    /** @throws IllegalArgumentException if this is no line of an authorized_keys file, or has an option that is not known */
    static Line read(String line, int number) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw malformed(number, "has no type and key in the form of OpenSSH");
        }
        Map<String, Set<String>> options = options(parts.group("options"), number);
        String user = Optional.ofNullable(parts.group("comment")).orElse("").strip();
        if (!TYPES.contains(parts.group("type"))) {
            return new Unfit("keys of type " + parts.group("type") + " are not accepted");
        }
        byte[] blob = blob(parts.group("key"), number);
        if (user.isEmpty() || user.length() > MAX_USER || user.chars().anyMatch(Character::isISOControl)) {
            return new Unfit("the comment names no user of at most " + MAX_USER + " characters");
        }
        PublicKey key = publicKey(blob, number);
        try {
            Jwk jwk = Jwk.of(key);
            return new Usable(new AuthorizedKey(
                    user,
                    jwk.publicKey(),
                    fingerprint(blob),
                    jwk.thumbprint(),
                    options.getOrDefault("scopes", Set.of(Scopes.ADMIN)),
                    Optional.ofNullable(options.get("subjects"))));
        } catch (InvalidJwkException weak) {
            return new Unfit("the key is too weak or of a kind that is not accepted");
        }
    }

    private static Map<String, Set<String>> options(String text, int number) {
        Map<String, Set<String>> options = new LinkedHashMap<>();
        if (text == null) {
            return options;
        }
        Matcher option = OPTION.matcher(text);
        int end = 0;
        while (option.find() && option.start() == end) {
            end = option.end();
            Set<String> values = list(option.group("value"));
            boolean known =
                    switch (option.group("name")) {
                        case "scopes" -> Scopes.GRANTABLE.containsAll(values);
                        case "subjects" -> true;
                        default -> false;
                    };
            if (!known || values.isEmpty() || options.put(option.group("name"), values) != null) {
                throw malformed(number, "has an option that is not known or names what does not exist");
            }
        }
        if (end != text.length() || text.endsWith(",")) {
            throw malformed(number, "has options other than scopes=\"…\" and subjects=\"…\"");
        }
        return options;
    }

    private static Set<String> list(String value) {
        Set<String> values = new LinkedHashSet<>(Arrays.asList(value.strip().split("[,\\s]+")));
        values.remove("");
        return values;
    }

    private static byte[] blob(String base64, int number) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw malformed(number, "has a key that is not base64");
        }
    }

    private static PublicKey publicKey(byte[] blob, int number) {
        try {
            SubjectPublicKeyInfo info =
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(OpenSSHPublicKeyUtil.parsePublicKey(blob));
            return KeyFactory.getInstance(algorithm(info)).generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            throw malformed(number, "has a key that cannot be read");
        }
    }

    private static String algorithm(SubjectPublicKeyInfo info) {
        return switch (info.getAlgorithm().getAlgorithm().getId()) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.10045.2.1" -> "EC";
            default -> "Ed25519";
        };
    }

    private static String fingerprint(byte[] blob) {
        try {
            return "SHA256:"
                    + Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(blob));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static IllegalArgumentException malformed(int number, String what) {
        return new IllegalArgumentException("line " + number + " of the file of authorized keys " + what);
    }
}
