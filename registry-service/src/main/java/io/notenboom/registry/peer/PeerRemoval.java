// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.peer;

import com.google.errorprone.annotations.CheckReturnValue;

/** What became of the wish to remove a peer. */
@CheckReturnValue
public sealed interface PeerRemoval {

    /** It is no longer a peer that was added. If a vendor registered the node, it stays a peer as such. */
    record Removed() implements PeerRemoval {}

    /** No peer has this id or address. */
    record Unknown() implements PeerRemoval {}

    /** The configuration names it: take it out of {@code notenboom.registry.bootstrap} and restart. */
    record Configured() implements PeerRemoval {}

    /** A vendor registered it: to keep it out, deny its certificate. */
    record Registered() implements PeerRemoval {}
}
