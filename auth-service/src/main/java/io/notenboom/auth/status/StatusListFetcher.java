// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.status;

import com.google.errorprone.annotations.CheckReturnValue;
import java.net.URI;

/** Fetches a status list from its host: over https, only from hosts that may be contacted, bounded in time and size. */
@FunctionalInterface
public interface StatusListFetcher {

    /**
     * The list as text, unverified: at most 1 MB, with status 2xx and a content type of credentials.
     *
     * @throws StatusListUnavailableException if it cannot be had
     */
    @CheckReturnValue
    String fetch(URI url) throws StatusListUnavailableException;
}
