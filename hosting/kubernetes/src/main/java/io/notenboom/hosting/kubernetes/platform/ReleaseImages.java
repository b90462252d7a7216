// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.platform;

/**
 * The images of one version of the software, each by digest.
 *
 * @param registry registry-service
 * @param auth auth-service
 * @param pdp pdp-service
 * @param proxy aaa-proxy
 * @param backup the backup's program
 * @param redis Redis 6.2 or newer
 */
public record ReleaseImages(String registry, String auth, String pdp, String proxy, String backup, String redis) {

    /** @throws IllegalArgumentException if one is missing or has no digest */
    public ReleaseImages {
        Required.all(
                "releases.",
                "registry",
                registry,
                "auth",
                auth,
                "pdp",
                pdp,
                "proxy",
                proxy,
                "backup",
                backup,
                "redis",
                redis);
        for (String image : new String[] {registry, auth, pdp, proxy, backup, redis}) {
            KubernetesNames.requireDigest(image);
        }
    }
}
