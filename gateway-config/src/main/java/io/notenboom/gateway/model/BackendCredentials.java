// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

/**
 * HTTP Basic credentials with which the gateway reaches the FHIR server.
 *
 * @param username user name
 * @param passwordFile file whose first line is the password
 */
public record BackendCredentials(UserName username, AbsoluteFile passwordFile) {

    public BackendCredentials {
        Required.field(username, "username");
        Required.field(passwordFile, "passwordFile");
    }
}
