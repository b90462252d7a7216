// SPDX-License-Identifier: Apache-2.0
/** Measures the authorization server: tokens, introspection, and what they are made of. */
@NullMarked
package io.notenboom.bench.auth;

import org.jspecify.annotations.NullMarked;
