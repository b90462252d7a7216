// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.certificate;

import com.google.errorprone.annotations.CheckReturnValue;
import java.net.URI;
import java.util.Optional;

/**
 * Fetches what CAs publish at an address that a certificate names: over http, too, as the content is signed. Contacts only
 * hosts that the outbound guard allows, takes 10 seconds and 1 MB at most, follows at most 3 redirects. Safe for many threads.
 */
@FunctionalInterface
public interface RevocationListFetcher {

    /** The body with status 200; empty when it cannot be had now, for whatever reason. Not verified. */
    @CheckReturnValue
    Optional<byte[]> fetch(URI url);
}
