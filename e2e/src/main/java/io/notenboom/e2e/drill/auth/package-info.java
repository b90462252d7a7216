// SPDX-License-Identifier: Apache-2.0
/** The drill of the authorization server: crashes, a Redis that is lost, replays, vectors and recordings. */
@NullMarked
package io.notenboom.e2e.drill.auth;

import org.jspecify.annotations.NullMarked;
