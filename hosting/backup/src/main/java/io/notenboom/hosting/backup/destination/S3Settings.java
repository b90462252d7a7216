// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.destination;

import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A store that speaks S3.
 *
 * @param endpoint its URL; {@code https} but for tests
 * @param region as the store has it
 * @param bucket name of the bucket
 * @param prefix before every name; empty or ending in a slash
 * @param accessKey id of the key
 * @param secretKey the key
 * @param lock how long an object may not be deleted (object lock, compliance mode), if the bucket has object lock
 */
public record S3Settings(
        URI endpoint,
        String region,
        String bucket,
        String prefix,
        String accessKey,
        Secret secretKey,
        Optional<Duration> lock) {

    /** @throws IllegalArgumentException if the prefix does not end in a slash, so that another's could begin with it */
    public S3Settings {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("the prefix in a bucket ends in a slash");
        }
    }
}
