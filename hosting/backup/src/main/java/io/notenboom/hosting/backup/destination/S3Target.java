// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.destination;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of a store that speaks S3. Each object is put in one request whose body is signed; a store answers only when it has
 * it. Requests that fail are tried again a few times by the client.
 */
public final class S3Target implements BackupTarget, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofMinutes(30);
    private static final int MOST_OBJECTS = 1_000_000;

    private final S3Settings settings;
    private final InstantSource clock;
    private final S3Client client;

    /** Contacts nobody yet. */
    public S3Target(S3Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        settings.accessKey(), settings.secretKey().reveal())))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.apiCallTimeout(CALL))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ))
                .build();
    }

    @Override
    public void put(String name, Path content) throws IOException {
        String key = key(name);
        attempt(
                "put " + name,
                () -> client.putObject(
                        PutObjectRequest.builder()
                                .applyMutation(request -> describe(request, key))
                                .build(),
                        RequestBody.fromFile(content)));
    }

    private void describe(PutObjectRequest.Builder request, String key) {
        request.bucket(settings.bucket()).key(key).contentType("application/octet-stream");
        settings.lock().ifPresent(time -> request.objectLockMode(ObjectLockMode.COMPLIANCE)
                .objectLockRetainUntilDate(clock.instant().plus(time)));
    }

    @Override
    public InputStream open(String name) throws IOException {
        String key = key(name);
        try {
            return client.getObject(request -> request.bucket(settings.bucket()).key(key));
        } catch (NoSuchKeyException missing) {
            throw new NoSuchFileException(name);
        } catch (SdkException failure) {
            throw failed("get " + name, failure);
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        String prefix = settings.prefix() + folder + "/";
        List<String> keys =
                attempt(
                        "list " + folder, () -> client
                                .listObjectsV2Paginator(request ->
                                        request.bucket(settings.bucket()).prefix(prefix))
                                .contents()
                                .stream()
                                .map(S3Object::key)
                                .limit(MOST_OBJECTS + 1L)
                                .toList());
        if (keys.size() > MOST_OBJECTS) {
            throw new IOException("the store has more than " + MOST_OBJECTS + " objects in " + prefix);
        }
        return keys.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(settings.prefix().length()))
                .filter(name -> NAME.matcher(name).matches())
                .sorted()
                .toList();
    }

    @Override
    public void delete(String name) throws IOException {
        String key = key(name);
        attempt(
                "delete " + name,
                () -> client.deleteObject(
                        request -> request.bucket(settings.bucket()).key(key)));
    }

    @Override
    public String describe() {
        return settings.endpoint() + "/" + settings.bucket() + "/" + settings.prefix();
    }

    @Override
    public void close() {
        client.close();
    }

    private String key(String name) {
        return settings.prefix() + BackupTarget.requireName(name);
    }

    @CanIgnoreReturnValue
    private static <T> T attempt(String what, Supplier<T> call) throws IOException {
        try {
            return call.get();
        } catch (SdkException failure) {
            throw failed(what, failure);
        }
    }

    private static IOException failed(String what, SdkException failure) {
        return new IOException("the store did not " + what + ": " + failure.getMessage(), failure);
    }
}
