// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.document;

/** The input is not a resource in strict FHIR XML; never leaves this package. */
final class MalformedXmlException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedXmlException(String message) {
        super(message, null, false, false);
    }
}
