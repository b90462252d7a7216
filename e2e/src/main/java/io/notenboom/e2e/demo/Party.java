// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.e2e.client.ApiClient;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.secret.Secret;
import java.net.http.HttpClient;

/**
 * One running node and the people behind it.
 *
 * @param name what to call it in the narration
 * @param vendorOid the vendor's identifier in the registry
 * @param kvk the vendor's fictitious number of the Chamber of Commerce
 * @param node its processes
 * @param http client that trusts the development authority
 */
public record Party(String name, String vendorOid, String kvk, Node node, HttpClient http) {

    /** A service as the node's administrator calls it. */
    public ApiClient administrator(ServiceKind service) {
        return client(service, node.secrets().administratorToken());
    }

    /** A service as the customer's own software calls it. */
    public ApiClient ehr(ServiceKind service) {
        return client(service, node.secrets().ehrToken());
    }

    private ApiClient client(ServiceKind service, Secret token) {
        return new ApiClient(http, node.internalUrl(service), token);
    }
}
