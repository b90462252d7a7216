// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A decentralized identifier: scheme, method and method-specific id, nothing else (W3C DID Core 1.0 §3.1). At most 8192
 * characters. Two DIDs are equal when their texts are equal, character by character.
 *
 * @param value the whole text, for example {@code did:web:example.org}
 */
public record Did(String value) {

    /** Longest accepted DID, in characters. */
    public static final int MAX_LENGTH = 8192;

    private static final Pattern METHOD = Pattern.compile("[a-z0-9]{1,32}");

    /** @throws DidSyntaxException if the text is not a DID; a DID URL (with path, query or fragment) is none */
    public Did {
        Objects.requireNonNull(value, "value");
        if (value.length() > MAX_LENGTH) {
            throw new DidSyntaxException("a DID has at most " + MAX_LENGTH + " characters");
        }
        if (!value.startsWith("did:")) {
            throw new DidSyntaxException("a DID starts with did:");
        }
        int end = value.indexOf(':', 4);
        if (end < 0 || !METHOD.matcher(value.substring(4, end)).matches()) {
            throw new DidSyntaxException("a DID names its method in lower case letters and digits: did:<method>:<id>");
        }
        checkMethodSpecificId(value, end + 1);
    }

    /**
     * Reads a DID.
     *
     * @throws DidSyntaxException if the text is not a DID
     */
    public static Did parse(String text) {
        return new Did(text);
    }

    /** Reads a DID; empty if the text is not one. */
    public static Optional<Did> tryParse(String text) {
        try {
            return Optional.of(new Did(text));
        } catch (DidSyntaxException notADid) {
            return Optional.empty();
        }
    }

    /** The method name, for example {@code web}. */
    public String method() {
        return value.substring(4, value.indexOf(':', 4));
    }

    /** What follows the method, for example {@code example.org:user:1}; not decoded. */
    public String methodSpecificId() {
        return value.substring(value.indexOf(':', 4) + 1);
    }

    /** The DID URL of this DID with the given fragment. */
    public DidUrl withFragment(String fragment) {
        return new DidUrl(this, fragment);
    }

    @Override
    public String toString() {
        return value;
    }

    private static void checkMethodSpecificId(String text, int start) {
        if (start == text.length() || text.charAt(text.length() - 1) == ':') {
            throw new DidSyntaxException("a DID does not end with a colon");
        }
        int index = start;
        while (index < text.length()) {
            char character = text.charAt(index);
            if (character == '%') {
                if (index + 2 >= text.length() || !isHex(text.charAt(index + 1)) || !isHex(text.charAt(index + 2))) {
                    throw new DidSyntaxException("a percent sign in a DID is followed by two hexadecimal digits");
                }
                index += 3;
            } else if (isIdCharacter(character)) {
                index++;
            } else {
                throw new DidSyntaxException(
                        "a DID holds letters, digits, '.', '-', '_', ':' and percent-encodings only");
            }
        }
    }

    private static boolean isIdCharacter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '-'
                || character == '_'
                || character == ':';
    }

    private static boolean isHex(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'f')
                || (character >= 'A' && character <= 'F');
    }
}
