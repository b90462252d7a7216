// SPDX-License-Identifier: Apache-2.0
/** Fires requests that try to get around a decision at a running gateway, and tells which reached the server behind it. */
@NullMarked
package io.notenboom.gateway.selftest;

import org.jspecify.annotations.NullMarked;
