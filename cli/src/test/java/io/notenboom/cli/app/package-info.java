// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.cli.app;

import org.jspecify.annotations.NullMarked;
