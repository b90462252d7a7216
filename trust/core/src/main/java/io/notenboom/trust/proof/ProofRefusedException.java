// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.proof;

import java.io.Serial;

/** A linked data proof is not accepted. */
public final class ProofRefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why a proof is not accepted. */
    public enum Reason {
        /** There is no proof, more than one, or one without its members. */
        MALFORMED,
        /** It is not a JsonWebSignature2020, or for another purpose than statements and authentication. */
        TYPE,
        /** The signature algorithm is not accepted. */
        ALGORITHM,
        /** The document is not acceptable as linked data. */
        DOCUMENT,
        /** The signature is wrong. */
        SIGNATURE
    }

    private final Reason reason;

    ProofRefusedException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    ProofRefusedException(Reason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
