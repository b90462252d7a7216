// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.e2e.config;

import org.jspecify.annotations.NullMarked;
