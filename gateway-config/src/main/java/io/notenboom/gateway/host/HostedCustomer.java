// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.host;

import io.notenboom.gateway.model.AbsoluteFile;
import io.notenboom.gateway.model.AuthService;
import io.notenboom.gateway.model.CustomerId;
import io.notenboom.gateway.model.Upstream;
import io.notenboom.gateway.model.address.HostName;
import io.notenboom.gateway.model.address.UrlPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer and the public listeners of its node.
 *
 * @param customer its id
 * @param host its host name, which no other customer has
 * @param certificate PEM file with the certificate of that name and its chain
 * @param key PEM file with its private key
 * @param authService public listener of its auth-service
 * @param registry public listener of its registry-service, for {@code /pki/v1}; null = not served
 * @param aaaProxy its AAA-proxy or other gateway, which decides about every request itself; null = neither FHIR nor notifications
 * @param aaaProxyPaths what is passed to it; default {@code /fhir} and {@code /notification}
 */
public record HostedCustomer(
        CustomerId customer,
        HostName host,
        AbsoluteFile certificate,
        AbsoluteFile key,
        Upstream authService,
        @Nullable Upstream registry,
        @Nullable Upstream aaaProxy,
        @Nullable List<UrlPath> aaaProxyPaths) {

    private static final UrlPath PKI = new UrlPath("/pki/v1");
    private static final List<UrlPath> USUAL = List.of(new UrlPath("/fhir"), new UrlPath("/notification"));

    public HostedCustomer {
        require(customer, "customer");
        require(host, "host");
        require(certificate, "certificate");
        require(key, "key");
        require(authService, "authService");
        aaaProxyPaths = aaaProxyPaths == null ? USUAL : List.copyOf(aaaProxyPaths);
        List<UrlPath> own = new ArrayList<>(AuthService.PUBLIC_PATHS);
        own.add(PKI);
        for (UrlPath path : aaaProxyPaths) {
            if (own.stream().anyMatch(path::overlaps)) {
                throw new IllegalArgumentException(
                        "the path " + path + " of \"aaaProxyPaths\" overlaps another: choose others");
            }
            own.add(path);
        }
    }

    private static void require(@Nullable Object value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("the field \"" + field + "\" is missing");
        }
    }

    /** Paths of the auth-service. */
    public List<UrlPath> authPaths() {
        return AuthService.PUBLIC_PATHS;
    }

    /** Paths of the registry-service. */
    public List<UrlPath> registryPaths() {
        return List.of(PKI);
    }
}
