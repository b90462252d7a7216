// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A JAX-RS operation that keeps the header {@code Idempotency-Key}, if its caller sends one: 1 to 255 visible ASCII characters,
 * chosen by the caller for one request and sent again with each repetition of it.
 *
 * <ul>
 *   <li>The first answer with a 2xx status is kept for a day. The same request with the same key gets it again, with the header
 *       {@code Idempotency-Replayed: true}, and nothing else happens.
 *   <li>Other answers are not kept: the request may be repeated, with the same key, once its cause is mended.
 *   <li>Another request (method, path, query, body) with the same key gets 422 {@code idempotency-key-reused}.
 *   <li>A repetition while the first request is under way gets 409 {@code idempotency-key-in-use} with {@code Retry-After}.
 *   <li>When the keys cannot be looked up, the request gets 503: it is not carried out on the chance that it is new.
 * </ul>
 *
 * <p>Keys of different API tokens are different keys. A process that dies leaves the request under way for two minutes; the
 * repetition is then carried out under the same {@link IdempotentOperation#id()}, so an operation of several steps that names
 * its effects by that id can take up what it left.
 *
 * <p>The request is known by the parameters of the method, so all that matters of it has to be among them. The answer is JSON or
 * empty, at most 512 KiB. The method runs on a virtual thread or a worker, since the keys are in Redis.
 */
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {}
