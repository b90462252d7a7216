// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

/** There is no answer from outside. The message names the reason only, nothing that came from the other side. */
public class OutboundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason a {@link OutboundOutcome.Refusal} or {@link OutboundOutcome.Failure} by name */
    public OutboundException(String reason) {
        super(reason);
    }
}
