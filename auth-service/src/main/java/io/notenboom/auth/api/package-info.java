// SPDX-License-Identifier: Apache-2.0
/** HTTP: maps requests to the domain and its answers to status codes and bodies; holds no rules. */
@NullMarked
package io.notenboom.auth.api;

import org.jspecify.annotations.NullMarked;
