// SPDX-License-Identifier: Apache-2.0
/** Talks to discovery servers of others. */
@NullMarked
package io.notenboom.auth.discovery.http;

import org.jspecify.annotations.NullMarked;
