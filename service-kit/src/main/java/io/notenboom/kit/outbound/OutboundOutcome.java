// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import com.google.errorprone.annotations.CheckReturnValue;

/** What became of a request. */
@CheckReturnValue
public sealed interface OutboundOutcome permits OutboundOutcome.Refused, OutboundOutcome.Failed, OutboundResponse {

    /** Not sent, because our rules forbid it. */
    record Refused(Refusal reason) implements OutboundOutcome {}

    /** Sent or tried, now or some seconds ago, without a usable answer. Trying again may help. */
    record Failed(Failure reason) implements OutboundOutcome {}

    /** Why a request is not sent. */
    enum Refusal {
        /** Not https (http is for listed addresses in dev mode), no host, or user information in it. */
        MALFORMED_OR_INSECURE_URL,
        /** The host's address is loopback, private or otherwise not public, and not listed. */
        FORBIDDEN_ADDRESS,
        /** More than three redirects, or one without a usable location. */
        REDIRECTS
    }

    /** Why there is no usable answer. */
    enum Failure {
        /** The host's name has no address. */
        UNKNOWN_HOST,
        /** No connection, TLS refused, or the connection ended early. */
        CONNECTION,
        /** The host did not answer several requests in a row just now, and is asked again some seconds later. */
        HOST_PAUSED,
        /** Longer than the total time. */
        TIMEOUT,
        /** The answer is larger than permitted. */
        TOO_LARGE
    }

    /**
     * The answer, whatever its status.
     *
     * @throws OutboundException when there is none
     */
    default OutboundResponse orThrow() {
        return switch (this) {
            case OutboundResponse response -> response;
            case Refused refused -> throw new OutboundException(refused.reason().name());
            case Failed failed -> throw new OutboundException(failed.reason().name());
        };
    }
}
