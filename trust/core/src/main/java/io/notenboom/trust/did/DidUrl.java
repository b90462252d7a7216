// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The absolute id of something inside a DID document, such as a verification method or a credential: a DID and a
 * fragment. Path and query are refused: a query could select another version of a key (W3C DID Core 1.0 §3.2).
 *
 * @param did the DID
 * @param fragment what follows the number sign, 1 to 512 characters, not decoded
 */
public record DidUrl(Did did, String fragment) {

    private static final Pattern FRAGMENT =
            Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){1,512}");

    /** @throws DidSyntaxException if the fragment is empty, too long or holds other characters than RFC 3986 allows */
    public DidUrl {
        Objects.requireNonNull(did, "did");
        if (fragment.length() > 512 || !FRAGMENT.matcher(fragment).matches()) {
            throw new DidSyntaxException("a DID URL has a fragment of 1 to 512 characters");
        }
    }

    /**
     * Reads {@code <did>#<fragment>}.
     *
     * @throws DidSyntaxException if the text has another form, also when it is relative
     */
    public static DidUrl parse(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw new DidSyntaxException("a DID URL has a fragment: <did>#<fragment>");
        }
        return new DidUrl(new Did(text.substring(0, hash)), text.substring(hash + 1));
    }

    /** Reads {@code <did>#<fragment>}; empty if the text has another form. */
    public static Optional<DidUrl> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (DidSyntaxException notADidUrl) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return did.value() + "#" + fragment;
    }
}
