// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

/** Ends a request with an OperationOutcome. */
final class FhirRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** @param code of an issue in FHIR; @param whatToDo for the caller */
    FhirRefusal(int status, String code, String whatToDo) {
        super(whatToDo);
        this.status = status;
        this.code = code;
    }

    static FhirRefusal invalid(String whatToDo) {
        return new FhirRefusal(400, "invalid", whatToDo);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
