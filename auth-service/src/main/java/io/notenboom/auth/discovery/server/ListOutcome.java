// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.EntryPage;

/** What came of asking for entries. */
@CheckReturnValue
public sealed interface ListOutcome {

    /** These. */
    record Listed(EntryPage page) implements ListOutcome {}

    /** No definition has this id. */
    record UnknownService() implements ListOutcome {}

    /** This node is not the server, and the definition leads back to it. */
    record Loop() implements ListOutcome {}

    /** This node is not the server, and the server did not answer. */
    record ServerFailed(Reason reason) implements ListOutcome {}
}
